"""The admin page of questions: rewording publishes new words, the old ones stay for those who answered them."""

import re
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from characteristics.models import Characteristic, Question, Wording
from goodhelp import content
from goodhelp.admin.base import PROVENANCE, ContentForm, RetirableAdmin, RetiredFilter, who
from goodhelp.admin.characteristics import OfCharacteristicAdmin
from text.fields import CleanFormField, CleanTextField

WORDS = ("text", "hint", "example_answer")
PLACED = ("characteristic", "key", "order", "source", "page", "origin")


def next_key(characteristic: Characteristic) -> str:
    """Return the key of a new question: one number on from the highest that the characteristic ever had."""
    keys = Question.objects.filter(characteristic=characteristic).values_list("key", flat=True)
    numbers = [int(match[1]) for key in keys if (match := re.search(r"-q(\d+)$", key))]
    return f"{characteristic.slug}-q{max(numbers, default=0) + 1}"


def _words_field(name: str, **kwargs: Any) -> CleanFormField:
    field = cast(CleanTextField, Wording._meta.get_field(name))
    widget = AdminTextareaWidget(attrs={"rows": 4})
    return CleanFormField(label=field.verbose_name.capitalize(), max_length=field.max_length, widget=widget, **kwargs)


class QuestionForm(ContentForm):
    """A question and its words. Changed words are published as a new wording."""

    text = _words_field("text")
    hint = _words_field("hint", required=False)
    example_answer = _words_field("example_answer", required=False)
    minor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Small correction: nobody is asked to look again"),
        help_text=gettext_lazy("Tick this for a typo. Otherwise teams are asked to confirm or revise their answers."),
    )
    # The wording that the writer had before them: two admins must not overwrite each other unseen.
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Question
        fields = ("characteristic", "order", "source", "page", "origin")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.instance.current
        if current is not None:
            self.initial.update({name: getattr(current, name) for name in WORDS}, based_on=current.number)

    @property
    def words(self) -> dict[str, str]:
        """Return the words as typed."""
        return {name: self.cleaned_data[name] for name in WORDS}

    @property
    def reworded(self) -> bool:
        """Tell whether the typed words differ from those that are asked today."""
        current = self.instance.current
        return current is None or any(getattr(current, name) != value for name, value in self.words.items())

    def clean(self) -> dict[str, Any]:
        """Stop a writer who has not seen the words that another has published since; the second try goes through."""
        data = super().clean()
        current = self.instance.current
        if self.errors or current is None or not self.reworded or data.get("based_on") == current.number:
            return data
        retry = cast(QueryDict, self.data).copy()
        retry["based_on"] = str(current.number)
        self.data = retry
        raise ValidationError(
            _("Somebody else has reworded this question since you opened it: see the current wording. "
              "Your words are still below; save again to publish them after theirs.")
        )  # fmt: skip


@admin.register(Question)
class QuestionAdmin(RetirableAdmin, OfCharacteristicAdmin):
    """Check-in questions."""

    form = QuestionForm
    list_display = ["current_text", "characteristic", "order", "wording", "live"]
    list_filter = ["characteristic", RetiredFilter, "origin"]
    list_select_related = ["characteristic", "current"]
    search_fields = ["key", "current__text"]
    readonly_fields = ["current_wording", "earlier_wordings", "standing"]
    ordering = ["characteristic__order", "order", "pk"]

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> list[Any]:
        """Show the words of today beside the new ones, once there are any."""
        words = (*WORDS, "based_on")
        if obj is None:
            return [(None, {"fields": ("characteristic", "order", *words)}), PROVENANCE]
        return [
            (None, {"fields": ("characteristic", "order", "standing", "current_wording")}),
            (_("New wording"), {"fields": (*words, "minor"), "description": _(
                "Change the words here and save: they are published as a new wording. Answers keep the wording "
                "that they answered, and their teams see both."
            )}),
            PROVENANCE,
            (_("Earlier wordings"), {"fields": ("earlier_wordings",)}),
        ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Return questions with the words that are asked today."""
        return super().get_queryset(request).select_related("current", "characteristic")

    @staticmethod
    def retire_one(by: User, row: Question) -> None:
        """Retire one, with the tallies."""
        content.retire_question(by=by, question=row)

    @staticmethod
    def bring_back_one(by: User, row: Question) -> None:
        """Bring one back, with the tallies."""
        content.unretire_question(by=by, question=row)

    def save_model(self, request: HttpRequest, obj: Question, form: QuestionForm, change: bool) -> None:
        """Save where the question stands, and publish its words if they are new."""
        if not change:
            obj.key = next_key(obj.characteristic)
            placed: dict[str, Any] = {name: getattr(obj, name) for name in PLACED}
            added = content.add_question(by=who(request), **{**placed, **form.words})
            obj.pk, obj.current, obj._state.adding = added.pk, added.current, False
            return
        reworded = form.reworded
        obj.save(update_fields=["order", "source", "page", "origin"])
        if reworded:
            self._publish(request, obj, form)

    def _publish(self, request: HttpRequest, question: Question, form: QuestionForm) -> None:
        minor, seen = form.cleaned_data["minor"], form.cleaned_data["based_on"]
        wording = content.publish_wording(by=who(request), question=question, **form.words, minor=minor, expected=seen)
        words = _("Published as wording %(number)d.") % {"number": wording.number}
        if not minor:
            words += " " + _("Teams that answered the one before will be asked to confirm or revise.")
        self.message_user(request, words, messages.SUCCESS)

    @admin.display(description=gettext_lazy("question"), ordering="current__text")
    def current_text(self, row: Question) -> str:
        """Return the words that are asked today."""
        return row.current.text if row.current else row.key

    @admin.display(description=gettext_lazy("wording"))
    def wording(self, row: Question) -> int | str:
        """Return the number of the current wording."""
        return row.current.number if row.current else ""

    @admin.display(description=gettext_lazy("current wording"))
    def current_wording(self, row: Question) -> str:
        """Show the words of today, to compare with."""
        return _shown(row.current) if row.current else ""

    @admin.display(description=gettext_lazy("before this one"))
    def earlier_wordings(self, row: Question) -> str:
        """List the wordings before, newest first."""
        earlier = [w for w in row.wordings.order_by("-number") if w.pk != row.current_id]
        if not earlier:
            return _("None: this is the first wording.")
        return format_html_join("", "<p>{}</p>", ((_shown(wording),) for wording in earlier))


def _shown(wording: Wording) -> str:
    when = date_format(timezone.localtime(wording.published_at), "j F Y")
    head = _("Wording %(number)d, %(date)s") % {"number": wording.number, "date": when}
    if wording.minor:
        head += " " + _("(small correction)")
    parts = [(_("Question"), wording.text), (_("Hint"), wording.hint), (_("Example answer"), wording.example_answer)]
    lines = format_html_join("", "<br>{}: {}", [part for part in parts if part[1]])
    return format_html("<strong>{}</strong>{}", head, lines)
