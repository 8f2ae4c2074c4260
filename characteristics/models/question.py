"""Check-in questions: an identity that stays, and wordings that follow one another."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from characteristics.models.characteristic import OfCharacteristic
from characteristics.models.source import Sourced
from text.fields import CleanTextField, length_checks


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions as ideas ask them."""

    def live(self) -> "QuestionQuerySet":
        """Return the questions that are asked today: neither they nor their characteristic retired."""
        return self.filter(retired_at=None, characteristic__retired_at=None)


class QuestionManager(models.Manager.from_queryset(QuestionQuerySet)):  # type: ignore[misc]
    """Questions by key."""

    def get_by_natural_key(self, key: str) -> "Question":
        """Return the question with that key."""
        return self.get(key=key)


class Question(OfCharacteristic):
    """One check-in question, whatever its words are just now."""

    # Null only between the question's insert and its first wording's.
    current = models.ForeignKey(
        "Wording", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("current wording")
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects: ClassVar[QuestionManager] = QuestionManager()

    class Meta(Sourced.Meta):
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
        ]
        ordering: ClassVar = ["characteristic", "order", "pk"]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class WordingManager(models.Manager["Wording"]):
    """Wordings by question and number."""

    def get_by_natural_key(self, question: str, number: int) -> "Wording":
        """Return that wording."""
        return self.get(question__key=question, number=number)


class Wording(models.Model):
    """The words of a question at one time. A published wording is never changed: answers point to it."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="wordings")
    number = models.PositiveSmallIntegerField(_("number"))
    text = CleanTextField(_("the question"), max_length=600)
    hint = CleanTextField(_("hint, written for this tool"), max_length=600, blank=True, default="")
    example_answer = CleanTextField(_("invented example of an answer"), max_length=900, blank=True, default="")
    # Like a typo: what stood before means the same, so nobody is asked to look again.
    minor = models.BooleanField(_("small correction: nobody is asked to look again"), default=False)
    published_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = WordingManager()

    class Meta:
        ordering: ClassVar = ["question", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "number"], name="wording_once"),
            *length_checks("wording", text=600, hint=600, example_answer=900),
        ]

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    def natural_key(self) -> tuple[str, int]:
        """Return what fixtures call this row by."""
        return (self.question.key, self.number)

    natural_key.dependencies = ["characteristics.question"]  # type: ignore[attr-defined]
