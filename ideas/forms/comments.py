"""Forms for comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas.forms.drafting import box
from ideas.forms.shared import FormKey
from ideas.models.comments import CommentAudience


class ReplyForm(FormKey):
    """An answer in a thread."""

    text = box(_("Your answer"), 2000, required=True, rows=3)


class CommentForm(FormKey):
    """A new thread."""

    text = box(_("Your comment"), 2000, _("Name nobody who could be recognised."), required=True, rows=3)
    audience = forms.ChoiceField(label=_("Who reads this?"), widget=forms.RadioSelect)
    assigned_to = forms.ModelChoiceField(
        User.objects.none(), label=_("Ask somebody to see to it"), required=False, empty_label=_("Nobody in particular")
    )

    def __init__(self, *args: Any, audiences: list[CommentAudience], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers, person = self.fields["audience"], self.fields["assigned_to"]
        assert isinstance(readers, forms.ChoiceField)  # noqa: S101 (for the type checker)
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        readers.choices = [(a.value, a.label) for a in audiences]
        readers.initial = audiences[0].value
        person.queryset = people
