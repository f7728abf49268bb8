from __future__ import annotations

import hashlib
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BinaryField, F, Func, IntegerField, Q, Value
from django.db.models.lookups import Exact, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .entries import Entry

JPEG = b"\xff\xd8\xff\xe0"
"""As we begin one: a camera’s own begins with what it says of itself."""
WEBM, MP4, MP3 = b"\x1a\x45\xdf\xa3", b"ftyp", b"\xff"
MOST_BYTES_OF_A_PICTURE = 2_000_000
MOST_BYTES = 8_000_000
MOST_TIMES = 20


def _bytes(start: int, length: int) -> Func:
    return Func(F("content"), Value(start), Value(length), function="substr", output_field=BinaryField())


def _is(mime: str, start: int, magic: bytes) -> Q:
    return Q(Q(mime=mime), Exact(_bytes(start, len(magic)), magic))


def _at_most(size: int) -> LessThanOrEqual:
    return LessThanOrEqual(Func(F("content"), function="octet_length", output_field=IntegerField()), size)


class Sha256(Func):
    """The digest of a column of bytes, as it is written down."""

    function = "sha256"
    template = "encode(%(function)s(%(expressions)s), 'hex')"
    output_field = models.CharField()


WITH_ITS_ENTRY = Rule(
    name="attachment_of_its_writer",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    # The bench and the demo write as nobody, and the system for whoever it writes for.
    func="""
        NEW.said_before := '{}';  -- what it said before, it has yet to say
        IF kith_sec.person_or_none() IS NULL OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
        IF NOT EXISTS (
          SELECT FROM families_entry
          WHERE id = NEW.entry_id AND created_by_id = kith_sec.person() AND taken_back_at IS NULL) THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'attachment_by_who_wrote_it';
        END IF;
        RETURN NEW;
    """,
    sentences={"attachment_by_who_wrote_it": _("Only whoever wrote something puts a photo or a recording with it.")},
)

STAYS = Rule(
    name="attachment_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF OLD.gone_at IS NULL AND NEW.gone_at IS NOT NULL THEN
          IF NOT EXISTS (SELECT FROM families_entry WHERE id = OLD.entry_id AND taken_back_at IS NOT NULL) THEN
            RAISE EXCEPTION 'not taken back' USING ERRCODE = '23514', CONSTRAINT = 'attachment_goes_with_its_words';
          END IF;
          NEW.gone_at := clock_timestamp();
        END IF;
        IF NEW.alt_text <> OLD.alt_text AND OLD.gone_at IS NULL AND NEW.gone_at IS NULL THEN
          IF OLD.created_by_id IS DISTINCT FROM kith_sec.person_or_none()
             OR EXISTS (SELECT FROM families_entry WHERE id = OLD.entry_id AND taken_back_at IS NOT NULL) THEN
            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'attachment_described_by_who_put_it';
          END IF;
          -- What it said before is kept beside it, by nobody's hand but the database's.
          NEW.said_before := OLD.said_before || OLD.alt_text;
        ELSIF NEW.gone_at IS NULL AND NEW.said_before <> OLD.said_before THEN
          RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'attachment_stays_as_it_was';
        END IF;
        IF to_jsonb(NEW) - '{content,alt_text,said_before,gone_at,row_version,updated_at}'::text[]
           IS DISTINCT FROM to_jsonb(OLD) - '{content,alt_text,said_before,gone_at,row_version,updated_at}'::text[]
           OR (NEW.content, NEW.gone_at) IS DISTINCT FROM (OLD.content, OLD.gone_at)
              AND (OLD.gone_at IS NOT NULL OR NEW.gone_at IS NULL)
           OR OLD.gone_at IS NOT NULL AND NEW.alt_text <> OLD.alt_text THEN
          RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'attachment_stays_as_it_was';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "attachment_goes_with_its_words": _("A photo or a recording goes when what it stands with is taken back."),
        "attachment_stays_as_it_was": _("A photo or a recording stays as it was sent: add another."),
        "attachment_described_by_who_put_it": _("Only whoever put it there says anew what can be seen or heard in it."),
    },
)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User) -> AttachmentQuerySet:
        """To who reads what it stands with; of one that went nothing is left to see."""
        return self.filter(entry__in=Entry.objects.visible_to(user).values("pk"), gone_at__isnull=True)


@tracked
class Attachment(Protected):
    """A photo, a drawing or a voice note that stands with something written, and is read by whoever reads that (domain.md §8.3, §11.2).

    Made anew by us (docs/adr/0028-photos-and-voice-notes.md). Of one that went only that it was there is left. What can be seen in it
    is said anew by who put it there; `said_before` has what it said until then, the first first, and is the database's to write.
    """

    kept_out_of_history = ("content", "alt_text", "said_before")

    class Kind(models.TextChoices):
        PHOTO = "photo", _("A photo")
        DRAWING = "drawing", _("A drawing")
        AUDIO = "audio", _("A voice note")

    class Mime(models.TextChoices):
        JPEG = "image/jpeg", "JPEG"
        WEBM = "audio/webm", "WebM"
        MP4 = "audio/mp4", "MP4"
        MP3 = "audio/mpeg", "MP3"

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="attachment")
    kind = models.CharField(max_length=20, choices=Kind)
    mime = models.CharField(max_length=20, choices=Mime)
    content = models.BinaryField(blank=True)
    sha256 = models.CharField(max_length=64)
    alt_text = models.CharField(_("what can be seen or heard"), max_length=500, blank=True)
    said_before = ArrayField(models.CharField(max_length=500), default=list, blank=True, editable=False)
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        triggers = [WITH_ITS_ENTRY, STAYS]
        constraints = [
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(content=b"", alt_text="", said_before=[]),
                name="attachment_gone_is_gone",
                violation_error_message=_("Of what was taken back nothing is kept."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False) | ~Q(alt_text__regex=r"^\s*$"),
                name="attachment_says_what_it_shows",
                violation_error_message=_("Say in a sentence what can be seen, or what is said."),
            ),
            models.CheckConstraint(
                condition=Q(said_before__len__lte=MOST_TIMES),
                name="attachment_described_anew_so_often",
                violation_error_message=_("It was described anew twenty times: leave it, or add another."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False) | Q(sha256=Sha256(F("content"))),
                name="attachment_is_what_was_sent",
                violation_error_message=_("That is not what was sent: choose it once more."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["photo", "drawing"], mime="image/jpeg")
                | Q(kind="audio", mime__in=["audio/webm", "audio/mp4", "audio/mpeg"]),
                name="attachment_kind_fits",
                violation_error_message=_("A photo or a drawing is a picture, and a voice note is a recording."),
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=False)
                | Q(_is("image/jpeg", 1, JPEG), _at_most(MOST_BYTES_OF_A_PICTURE))
                | Q(
                    _is("audio/webm", 1, WEBM) | _is("audio/mp4", 5, MP4) | _is("audio/mpeg", 1, MP3),
                    _at_most(MOST_BYTES),
                ),
                name="attachment_was_made_by_us",
                violation_error_message=_("A photo or a recording is kept as we make it, and never as it came."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_sound(self) -> bool:
        """Whether it is heard, and not seen."""
        return self.kind == self.Kind.AUDIO


def digest(content: bytes) -> str:
    """What `sha256` holds of these bytes."""
    return hashlib.sha256(content).hexdigest()


def with_attachment(entries: models.QuerySet[Entry]) -> models.QuerySet[Entry, Any]:
    """Each entry with what stands with it, but not its bytes: whoever reads the one may see the other."""
    return entries.select_related("attachment").defer("attachment__content")
