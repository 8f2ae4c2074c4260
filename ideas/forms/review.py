"""Forms for submitting, deciding and ending."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.forms.drafting import box
from ideas.forms.shared import FormKey, SharedForm
from ideas.models import Decision


class PlanForm(SharedForm):
    """What the team would try first. Its four fields are asked for on submitting, not on saving for later."""

    smallest_try = box(_("What is the smallest thing you could try?"), 1000, rows=3)
    with_whom = box(_("With whom, and when?"), 1000, _("Roles and numbers, not names."), rows=3)
    expects = box(
        _("What do you expect to see?"), 1000, _("A prediction: it can turn out wrong, and that teaches."), rows=3
    )
    how_known = box(_("How would you know?"), 1000, _("What would you look at, ask or count?"), rows=3)
    cost = box(_("What does it cost in time and money?"), 1000, rows=2)
    safeguarding = box(
        _("How will you keep people safe?"), 1000,
        _("Whom would you tell if you were worried about somebody? Leave this empty if it does not apply."), rows=2,
    )  # fmt: skip
    data_care = box(
        _("How will you look after people’s information?"), 1000,
        _("What would you write down about people, where, and who may see it?"), rows=2,
    )  # fmt: skip

    def __init__(self, *args: Any, submitting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("smallest_try", "with_whom", "expects", "how_known") if submitting else ():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _("Say this in a sentence before you submit.")


class DecisionForm(FormKey):
    """A decision with its reasons."""

    outcome = forms.ChoiceField(
        label=_("Your decision"), choices=Decision.Outcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three decisions.")},
    )  # fmt: skip
    reasons = box(_("Your reasons"), 4000, _("The team reads this first. Say what is good, and what you need to see."),
                  required=True)  # fmt: skip
    conditions = box(_("Conditions, if any"), 2000, rows=2)
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("Leave this empty if no date is needed."),
    )  # fmt: skip


class ReasonsForm(FormKey):
    """Agreeing an idea within its own team."""

    reasons = box(_("Why does the team agree to test this?"), 4000, required=True)


class FinishForm(FormKey):
    """How a test, or an idea, ended."""

    name = forms.ChoiceField(
        label=_("How did it end?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )  # fmt: skip
    learned = box(
        _("What did you learn?"), 4000,
        _("What happened, compared with what you expected? What would you tell the next team?"), required=True, rows=6,
    )  # fmt: skip

    def __init__(self, *args: Any, ends: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = ends
        if len(ends) == 1:
            field.initial = ends[0][0]


class ReviewerForm(forms.Form):
    """Inviting somebody outside the team to review this one idea."""

    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)


class StepForm(FormKey):
    """A step that asks for nothing but the click."""
