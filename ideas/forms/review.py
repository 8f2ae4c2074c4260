"""Forms for submitting, deciding and ending."""

from datetime import date
from typing import Any, Self

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ideas.actions.saving import Values
from ideas.forms.drafting import box
from ideas.forms.shared import FormKey, SharedForm
from ideas.models import Decision

# The largest number that a database gives a row.
LARGEST_KEY = 9_223_372_036_854_775_807


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


class AskForm(SharedForm):
    """What the team did about one thing that was asked for. Never needed. `ask` is what was asked, and its label."""

    text = box("", 600, rows=2)

    def __init__(self, *args: Any, ask: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask = ask
        self.fields["text"].label = ask

    def rebased(self, *, version: int, stored: Values, words: Values | None = None) -> Self:
        """Return the same words, or `words`, on top of another version, with the same label."""
        form = super().rebased(version=version, stored=stored, words=words)
        form.fields["text"].label = self.ask
        return form


# A list that nobody would read to its end is no help to a team.
MOST_ASKS = 12
OUTCOMES = (
    (Decision.Outcome.AGREE, _("The team tries it as it says here.")),
    (Decision.Outcome.ASK_CHANGES, _("You say what you need to see. The team revises it and submits again.")),
    (Decision.Outcome.NOT_NOW, _("It rests. The team may take it up again later.")),
)


def still_to_come(on: date | None) -> date | None:
    """Return the day, if any. Raises ValidationError for one that is over: it would be due at once."""
    if on is not None and on < timezone.localdate():
        raise forms.ValidationError(_("Choose today or a day that is still to come."))
    return on


class DecisionForm(FormKey):
    """A decision with its reasons; what is asked for, and notes, if wanted."""

    outcome = forms.ChoiceField(
        label=_("Your decision"), choices=[(each.value, format_lazy("{}. {}", each.label, _meaning))
                                           for each, _meaning in OUTCOMES], widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three decisions.")},
    )  # fmt: skip
    reasons = box(_("Your reasons"), 4000, _("The team reads this first. Say what is good, and what you need to see."),
                  required=True)  # fmt: skip
    conditions = box(
        _("What you ask for"), 2000,
        _("One thing on each line; needed if you ask for changes. The team answers each, and you see both side by side "
          "next time."), rows=3,
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=_("Leave this empty if no date is needed."),
    )  # fmt: skip
    for_library = forms.BooleanField(
        label=_("The team may put it into the library, whatever I decided"), required=False,
        help_text=_("Others can learn from what was not agreed, too. An idea that you agree may go there anyway."),
    )  # fmt: skip
    affordable = box(_("Affordable?"), 600, _("Time and money, now and if it grows."), rows=2)
    practicable = box(_("Practicable?"), 600, _("Can these people do it, here, as it is described?"), rows=2)
    effective = box(_("Effective?"), 600, _("What speaks for it, and how sure can anybody be?"), rows=2)
    acceptable = box(_("Acceptable?"), 600, _("To the people it is for, to those who help, to others."), rows=2)
    side_effects = box(_("Side effects and safety?"), 600, _("What else could happen, good or bad?"), rows=2)
    equity = box(_("Equity?"), 600, _("Would it narrow gaps between people, or widen them?"), rows=2)

    def clean_conditions(self) -> str:
        """Refuse a list that is too long to be answered point by point, and none where changes are asked for."""
        text: str = self.cleaned_data["conditions"]
        if len(Decision(conditions=text).asks) > MOST_ASKS:
            raise forms.ValidationError(
                _("Ask for at most %(most)d things, one on each line. What matters most to you?") % {"most": MOST_ASKS}
            )
        if not text and self.cleaned_data.get("outcome") == Decision.Outcome.ASK_CHANGES:
            raise forms.ValidationError(_("Say at least one thing that you ask for, so that the team can answer it."))
        return text

    def clean_review_on(self) -> date | None:
        """Refuse a day that is over."""
        return still_to_come(self.cleaned_data["review_on"])

    @property
    def decision_fields(self) -> list[forms.BoundField]:
        """Return everything but the prompts."""
        return [field for field in self if field.name not in Decision.PROMPTS]

    @property
    def prompts(self) -> list[forms.BoundField]:
        """Return the boxes of the prompts."""
        return [self[name] for name in Decision.PROMPTS]

    @property
    def prompts_open(self) -> bool:
        """Tell whether something stands in one of them, or is wrong with it: then they are shown unfolded."""
        return any(field.value() or field.errors for field in self.prompts)


class LookAgainForm(forms.Form):
    """Moving on the day of a review, or clearing it."""

    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave this empty if nobody needs to look at it again."),
    )  # fmt: skip

    def clean_review_on(self) -> date | None:
        """Refuse a day that is over."""
        return still_to_come(self.cleaned_data["review_on"])


class ReplyToDecisionForm(FormKey):
    """A short reply in the team's name."""

    text = box(_("Your reply"), 2000, _("Whoever decided is told by e-mail. It stays as you send it."), required=True)


class FeedbackForm(FormKey):
    """Asking managers what they think of a draft."""

    message = box(
        _("What would you like to hear about?"), 600, _("A sentence helps. Leave it empty to hear about anything."),
        rows=3,
    )  # fmt: skip


class ClaimForm(forms.Form):
    """Saying “I am looking at this”, or taking it over from a colleague whose claim was seen."""

    over = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_KEY)


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
