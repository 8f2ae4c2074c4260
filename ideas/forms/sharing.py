"""Forms for sharing with people outside, and for what they say."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ideas.forms.drafting import box
from ideas.forms.shared import FormKey
from ideas.models import Snapshot

LIVE = "live"


class ShareLinkForm(FormKey):
    """What a new link shows, to whom, and for how long."""

    shows = forms.ChoiceField(label=_("What does it show?"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("How long does it work?"), coerce=int, initial=30, widget=forms.RadioSelect,
        choices=[(7, _("One week")), (30, _("30 days")), (90, _("90 days"))],
    )  # fmt: skip
    names = forms.BooleanField(
        label=_("Show the names of the team and of the people who wrote, sent and decided"), required=False,
        help_text=_("Without this, nobody is named. Names inside your own texts are shown as they stand."),
    )  # fmt: skip
    comments = forms.BooleanField(
        label=_("Show the comments that managers read too"), required=False,
        help_text=_("As they stand each time somebody looks. What you say among yourselves is never shown."),
    )  # fmt: skip
    contribute = forms.BooleanField(
        label=_("Let whoever has the link say something to the team"), required=False,
        help_text=_("Without an account and without a name. Nothing is seen until one of you lets it in."),
    )  # fmt: skip
    label = box(
        _("Who is it for?"), 100, _("For your own list, for example: the walking group. Only your team sees it."),
        one_line=True,
    )  # fmt: skip

    def __init__(self, *args: Any, submissions: list[Snapshot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submissions = {str(s.number): s for s in submissions}
        shows = self.fields["shows"]
        assert isinstance(shows, forms.ChoiceField)  # noqa: S101 (for the type checker)
        frozen = [(str(s.number), _submission_words(s)) for s in submissions]
        shows.choices = [*frozen, (LIVE, _("The idea as it is each time somebody looks, with what you write later"))]
        shows.initial = frozen[0][0] if frozen else LIVE

    def snapshot(self) -> Snapshot | None:
        """Return the submission to show, or None for the idea as it is now; call it on a valid form."""
        return self.submissions.get(self.cleaned_data["shows"])


def _submission_words(submission: Snapshot) -> str:
    said = {"number": submission.number, "date": date_format(submission.at, "j F Y")}
    return _now("Submission %(number)d of %(date)s, which never changes") % said


class ContributionForm(FormKey):
    """What somebody without an account says."""

    text = box(
        _("What would you like to say?"), 2000,
        _("What would work for you? What would not? What is missing? Please name nobody, yourself included."),
        required=True, rows=5,
    )  # fmt: skip
    brings = box(_("What brings you to this?"), 200, _("Only if you like, for example: I walk there with my son."),
                 one_line=True)  # fmt: skip
