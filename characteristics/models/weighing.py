"""Words that take power away from people, each with the reason and a better word."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from characteristics.models.source import Keyed, Sourced
from text.fields import CleanLineField, CleanTextField, length_checks


class WordToWeigh(Keyed, Sourced):
    """A word or phrase that teams are asked, gently, to think about. It is retired when nobody should be asked."""

    words = CleanLineField(
        _("word or phrase"), max_length=100,
        help_text=_("Found as whole words, in capitals or not, also with -s or ’s at the end."),
    )  # fmt: skip
    other_forms = CleanLineField(
        _("other forms"), max_length=300, blank=True, default="",
        help_text=_("With commas between them, such as: empowered, empowering."),
    )  # fmt: skip
    reason = CleanTextField(_("why to think about it"), max_length=400)
    better = CleanLineField(_("what to say instead"), max_length=200)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta(Sourced.Meta):
        verbose_name = _("word to weigh")
        verbose_name_plural = _("words to weigh")
        constraints: ClassVar = [
            *Sourced.Meta.constraints,
            *length_checks("wordtoweigh", words=100, other_forms=300, reason=400, better=200),
        ]
        ordering: ClassVar = ["words", "pk"]

    def __str__(self) -> str:
        """Return the word or phrase."""
        return self.words

    @property
    def forms(self) -> list[str]:
        """Return every form in which it is looked for."""
        return [self.words, *filter(None, (form.strip() for form in self.other_forms.split(",")))]
