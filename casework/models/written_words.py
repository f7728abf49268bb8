from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from families.models import Entry, Record, ShareState, records_open_to


class WrittenWordsQuerySet(models.QuerySet["WrittenWords"]):
    def visible_to(self, user: User) -> WrittenWordsQuerySet:
        """The words that the user may read as they stand today: a line with its record; of entries a view per reader (domain.md
        §8.5). What was put right since is looked for in its new words alone, and what a child keeps for whom they chose by nobody: a
        search is read with others beside one.
        """
        told = Entry.objects.told_to(user).standing().filter(pk=OuterRef("pk"))
        kept = ShareState.objects.filter(record=OuterRef("record"), state=ShareState.State.CHILD_ONLY)
        return self.filter(records_open_to(user, "record__"), Q(is_line=True) | Q(Exists(told)), ~Q(Exists(kept)))

    def that_say(self, text: str) -> WrittenWordsQuerySet:
        """In which all of it stands, in any order and whatever the ends of words: "-" leaves out, quotation marks hold together."""
        asked = Func(Value(text), function="public.kith_words_asked")
        return self.filter(
            Func(F("words"), asked, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField())
        )


class WrittenWords(models.Model):
    """The words of one entry, or of the line of a conversation, made ready to be searched: apart from what they are of, so that writing
    stays quick (performance.md, "A narrow search table"). Triggers write it, in the transaction of what it is of, and nobody else does.

    `id` is that of the entry or of the conversation: it refers by id alone.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    record = models.ForeignKey(Record, models.DO_NOTHING, related_name="written_words", db_constraint=False)
    is_line = models.BooleanField(_("the line of a conversation"))
    words = SearchVectorField()

    objects = WrittenWordsQuerySet.as_manager()

    class Meta:
        indexes = [
            # Not by organisation too: where one has nearly all of them, its list takes as long to go through as the words' own.
            GinIndex(fields=["words"], name="written_words_search"),
            models.Index(fields=["organisation", "-id"], name="written_words_latest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
