"""The other systems that may ask here."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from api.scopes import Scope
from database.history import tracked


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def visible_to(self, user: User) -> ApiClientQuerySet:
        """To those who administer the organisation; and to a client, itself."""
        if user.has(Permission.ORGANISATION_ADMINISTER) or user.kind == User.Kind.SYSTEM:
            return self.filter()
        return self.filter(user=user)


@tracked
class ApiClient(Protected):
    """Another system that one organisation lets in: what for, and how far (domain.md §11.3).

    It signs in with its application's id and secret, asks as its own user, and writes in the name of its practitioner.
    To let it in no longer, end its user.
    """

    name = models.CharField(_("name"), max_length=200)
    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="api_client")
    application = models.OneToOneField("oauth2_provider.Application", models.PROTECT, related_name="api_client")
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope))
    purpose = models.CharField(_("what for?"), max_length=200)
    practitioner = models.ForeignKey(
        "families.Practitioner",
        models.PROTECT,
        related_name="api_clients",
        null=True,
        blank=True,
        verbose_name=_("writes in the name of"),
    )

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="api_client_name_once",
                violation_error_message=_("A system of this name is let in already."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose__regex=r"^\s*$") & ~Q(name__regex=r"^\s*$"),
                name="api_client_says_what_for",
                violation_error_message=_("Say which system it is, and what for."),
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="api_client_has_a_scope",
                violation_error_message=_("Say what it may do: at least one scope."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
