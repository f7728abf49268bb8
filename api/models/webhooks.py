"""Where another system is told of changes: what it subscribed to, the messages that go there, and how far they have come."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.models import Organisation, Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked
from database.rules import Rule

from .clients import ApiClient

MOST_OF_A_CLIENT = 10
BY_ITS_OWN = """
    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
    IF NOT EXISTS (SELECT FROM api_apiclient WHERE id = NEW.client_id AND user_id = kith_sec.person()) AND NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'webhook_of_its_own_system';
    END IF;
    RETURN NEW;
"""
WHERE_IT_MAY_BE = f"""
    IF NOT EXISTS (SELECT FROM api_apiclient WHERE id = NEW.client_id AND stopped_at IS NULL AND 'changes.read' = ANY (scopes)) THEN
      RAISE EXCEPTION 'may not be told' USING ERRCODE = '23514', CONSTRAINT = 'webhook_of_who_may_be_told';
    END IF;
    IF (SELECT count(*) FROM api_webhooksubscription WHERE client_id = NEW.client_id AND ended_at IS NULL) >= {MOST_OF_A_CLIENT} THEN
      RAISE EXCEPTION 'too many' USING ERRCODE = '23514', CONSTRAINT = 'webhook_not_too_many';
    END IF;
    RETURN NEW;
"""  # noqa: S608  (our own number)
STAYS = """
    IF (NEW.client_id, NEW.url, NEW.kinds) IS DISTINCT FROM (OLD.client_id, OLD.url, OLD.kinds)
       OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.ended_why) IS DISTINCT FROM (OLD.ended_at, OLD.ended_why))
       OR (OLD.verified_at IS NOT NULL AND NEW.verified_at IS DISTINCT FROM OLD.verified_at) THEN
      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'webhook_stays_as_it_was';
    END IF;
    IF OLD.verified_at IS NULL AND NEW.verified_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM api_webhookmessage WHERE subscription_id = NEW.id AND kind = 'test' AND state = 'sent') THEN
      RAISE EXCEPTION 'not tried' USING ERRCODE = '23514', CONSTRAINT = 'webhook_answers_before_it_counts';
    END IF;
    RETURN NEW;
"""
SAME_MESSAGE = """
    IF (NEW.subscription_id, NEW.kind, NEW.what, NEW.record, NEW.cursor, NEW.xid, NEW.seq, NEW.position, NEW.made_at)
       IS DISTINCT FROM (OLD.subscription_id, OLD.kind, OLD.what, OLD.record, OLD.cursor, OLD.xid, OLD.seq, OLD.position, OLD.made_at) THEN
      RAISE EXCEPTION 'another message' USING ERRCODE = '23514', CONSTRAINT = 'webhook_message_stays_as_it_was';
    END IF;
    RETURN NEW;
"""


class WebhookSubscriptionQuerySet(models.QuerySet["WebhookSubscription"]):
    def visible_to(self, user: User) -> WebhookSubscriptionQuerySet:
        """To the system that is told; and to those who administer the organisation."""
        if user.has(Permission.ORGANISATION_ADMINISTER) or user.kind == User.Kind.SYSTEM:
            return self.filter()
        return self.filter(client__user=user)

    def going_on(self) -> WebhookSubscriptionQuerySet:
        return self.filter(ended_at__isnull=True)


@tracked
class WebhookSubscription(Protected):
    """An address to which a system is told what changed (domain.md §11.3; Standard Webhooks).

    It counts from the moment at which a first signed message, a test, was answered there. The secret that signs is kept encrypted;
    while another one comes, both sign.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("people")
        FAMILY = "family", _("families")
        CONVERSATION = "conversation", _("conversations")
        CONFERENCE = "conference", _("family meetings")
        LINK_UP = "link_up", _("link-ups")

    class Why(models.TextChoices):
        ASKED = "asked", _("it was ended")
        STOPPED = "stopped", _("the system was stopped")
        SCOPE = "scope", _("the system may not be told of changes any more")
        GONE = "gone", _("its address said that it is gone for good")
        RESTORED = "restored", _("Kith came back from a backup: subscribe anew, and read the lists again")

    kept_out_of_history = ("sealed_secret", "former_secret")

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="webhooks")
    url = models.CharField(_("address"), max_length=400)
    kinds = ArrayField(models.CharField(max_length=20, choices=Kind), verbose_name=_("told of"))
    sealed_secret = models.TextField(help_text="Encrypted: accounts/secrets.py.")
    secret_set_at = models.DateTimeField(default=clock.now)
    former_secret = models.TextField(blank=True, default="", help_text="The one before, encrypted too.")
    former_until = models.DateTimeField(null=True, blank=True, help_text="Until then both sign.")
    verified_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=10, choices=Why, blank=True, default="")

    objects = WebhookSubscriptionQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="webhook_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=BY_ITS_OWN,
                sentences={
                    "webhook_of_its_own_system": _(
                        "Only the system itself, or an administrator, says where it is told."
                    )
                },
            ),
            Rule(
                name="webhook_may_be",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WHERE_IT_MAY_BE,
                sentences={
                    "webhook_of_who_may_be_told": _("This system may not be told of changes."),
                    "webhook_not_too_many": _("A system is told at ten addresses at most: end one first."),
                },
            ),
            Rule(
                name="webhook_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=STAYS,
                sentences={
                    "webhook_stays_as_it_was": _(
                        "Where a system is told of what stays as it is: end it, and begin another."
                    ),
                    "webhook_answers_before_it_counts": _("Nothing is told there before a first message was answered."),
                },
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(url__regex=r"^https?://[^/@\s]+(/\S*)?$"),
                name="webhook_has_an_address",
                violation_error_message=_("Give an address that begins with https://."),
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0),
                name="webhook_tells_of_something",
                violation_error_message=_("Say what it is told of: at least one kind."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="") | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="webhook_ended_for_a_reason",
                violation_error_message=_("Say why it ended, and when."),
            ),
            models.CheckConstraint(
                condition=Q(former_until__isnull=True, former_secret="")
                | Q(former_until__isnull=False) & ~Q(former_secret=""),
                name="webhook_former_secret_runs_out",
                violation_error_message=_("Say until when the former secret signs."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def kinds_in_words(self) -> str:
        """What it is told of."""
        return ", ".join(str(self.Kind(kind).label) for kind in self.kinds)

    @property
    def state(self) -> str:
        """In one word, as other systems read it."""
        return "ended" if self.ended_at else "active" if self.verified_at else "unverified"


class OfOwnSubscriptionQuerySet(models.QuerySet["WebhookMessage"]):
    def visible_to(self, user: User) -> OfOwnSubscriptionQuerySet:
        return self.filter(subscription__in=WebhookSubscription.objects.visible_to(user))

    def waiting(self) -> OfOwnSubscriptionQuerySet:
        """In the order in which they go."""
        return self.filter(state=WebhookMessage.State.WAITING).order_by("xid", "seq", "position")

    def dead(self) -> OfOwnSubscriptionQuerySet:
        """In the order in which they would have gone."""
        return self.filter(state=WebhookMessage.State.DEAD).order_by("xid", "seq", "position")


class WebhookMessage(models.Model):
    """That one document changed, as it is told to one subscriber: of which kind it is and its id, and never a word of it.

    Its id is made of its place in the feed, and its cursor and its words stay: however often it goes, it is the same message. Forgotten
    thirty days after it was settled (`kith_sec.forget_webhook_messages`).
    """

    class Kind(models.TextChoices):
        TEST = "test", _("a test")
        PERSON = "person", _("a person")
        FAMILY = "family", _("a family")
        CONVERSATION = "conversation", _("a conversation")
        CONFERENCE = "conference", _("a family meeting")
        LINK_UP = "link_up", _("a link-up")

    class What(models.TextChoices):
        CHANGED = "changed", _("changed")
        GONE = "gone", _("is gone")
        MERGED = "merged", _("was found to be another")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        SENT = "sent", _("arrived")
        DEAD = "dead", _("did not arrive")
        WITHHELD = "withheld", _("was not sent: it may not be told any more")
        SET_ASIDE = "set_aside", _("was set aside")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    subscription = models.ForeignKey(WebhookSubscription, models.PROTECT, related_name="messages", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind)
    what = models.CharField(max_length=10, choices=What, default=What.CHANGED)
    record = models.UUIDField()
    cursor = models.TextField(blank=True, help_text="What follows it in the feed begins there.")
    xid = models.BigIntegerField(help_text="The transaction that wrote the row of which it tells.")
    seq = models.BigIntegerField(help_text="That row.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Among those that tell of one row.")
    made_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="", help_text="Why it did not arrive the last time.")

    objects = OfOwnSubscriptionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["subscription", "xid", "seq", "position"],
                condition=Q(state="waiting"),
                name="webhook_message_next",
            ),
            models.Index(
                fields=["subscription", "xid", "seq", "position"],
                condition=Q(state="dead"),
                name="webhook_message_dead",
            ),
            models.Index(fields=["settled_at"], name="webhook_message_settled"),
            models.Index(fields=["record"], name="webhook_message_record"),
        ]
        triggers = [
            Rule(
                name="webhook_message_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=SAME_MESSAGE,
                sentences={
                    "webhook_message_stays_as_it_was": _("A message stays as it was made, however often it goes.")
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at__isnull=True)
                | ~Q(state="waiting") & Q(settled_at__isnull=False),
                name="webhook_message_settled_once",
                violation_error_message=_("A message waits, or it is said when it was settled."),
            )
        ]

    def __str__(self) -> str:
        return self.type

    @property
    def type(self) -> str:
        """As the receiver reads it."""
        return "webhook.test" if self.kind == self.Kind.TEST else f"{self.kind}.{self.what}"


class WebhookPlaceQuerySet(models.QuerySet["WebhookPlace"]):
    def visible_to(self, user: User) -> WebhookPlaceQuerySet:
        return self.filter(subscription__in=WebhookSubscription.objects.visible_to(user))


class WebhookPlace(models.Model):
    """How far one subscription has come in the feed, and which worker sends for it now: no other one does until that is over."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    subscription = models.OneToOneField(WebhookSubscription, models.PROTECT, related_name="place")
    server = models.BigIntegerField()
    xid = models.BigIntegerField()
    seq = models.BigIntegerField()
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)

    objects = WebhookPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim__isnull=True, claimed_until__isnull=True)
                | Q(claim__isnull=False, claimed_until__isnull=False),
                name="webhook_claim_runs_out",
                violation_error_message=_("Whoever sends says until when."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.xid} {self.seq}"
