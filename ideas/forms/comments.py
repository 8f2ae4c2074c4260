"""Forms for comments."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from ideas.forms.drafting import box
from ideas.forms.shared import FormKey
from ideas.models.comments import CommentAudience

NOBODY = gettext_lazy("Nobody in particular")


class SaidForm(FormKey):
    """Words, and who is told of them by name."""

    tell = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Tell these people by name"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Or name them in your words, with an @ before the name: @Alex."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tell"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = people


class ReplyForm(SaidForm):
    """An answer in a thread."""

    text = box(gettext_lazy("Your answer"), 2000, required=True, rows=3)
    field_order = ("text", "tell")


class AssignForm(forms.Form):
    """Who is asked to see to a thread."""

    assigned_to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who is asked to see to it"), required=False, empty_label=NOBODY
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assigned_to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.queryset = people


class CommentForm(SaidForm):
    """A new thread. `people` are those who can be named, `askable` those who can be asked to see to it, if anybody.

    `readers` says by audience who reads it: nobody else is asked or told.
    """

    text = box(
        gettext_lazy("Your comment"), 2000, gettext_lazy("Name nobody who could be recognised."), required=True, rows=3
    )
    audience = forms.ChoiceField(label=gettext_lazy("Who reads this?"), widget=forms.RadioSelect)
    assigned_to = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Ask somebody to see to it"), required=False, empty_label=NOBODY
    )
    field_order = ("text", "audience", "assigned_to", "tell")

    def __init__(self, *args: Any, audiences: list[CommentAudience], readers: dict[str, QuerySet[User]],
                 askable: QuerySet[User] | None, **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.readers = readers
        field, person = self.fields["audience"], self.fields["assigned_to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [(a.value, a.label) for a in audiences]
        field.initial = audiences[0].value
        field.help_text = _(
            "What managers read, a reviewer invited from outside reads too, and the team may show it by a link."
        )
        if askable is None:
            del self.fields["assigned_to"]
        else:
            person.queryset = askable

    def clean(self) -> None:
        """Refuse to ask or tell anybody who does not read it."""
        readers = self.readers.get(self.cleaned_data.get("audience", ""))
        if readers is None:
            return
        asked = self.cleaned_data.get("assigned_to")
        for name, people in (("assigned_to", [asked] if asked else []), ("tell", self.cleaned_data.get("tell") or [])):
            reading = set(readers.filter(pk__in=[p.pk for p in people]).values_list("pk", flat=True)) if people else ()
            for person in people:
                if person.pk not in reading:
                    words = _("%(name)s does not read this. Choose other readers, or somebody else.")
                    self.add_error(name, words % {"name": person})
