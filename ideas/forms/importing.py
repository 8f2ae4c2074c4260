"""Reading an exported idea from JSON: every text is cleaned and limited by the form that asks for it on screen."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from typing import Any, get_args, get_origin, get_type_hints

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from characteristics.models import Component
from ideas.documents import (
    KIND,
    FocusPart,
    IdeaDocument,
    PitfallPart,
    QuestionPart,
    RoutePart,
    UnknownSchema,
    from_json,
)
from ideas.forms.answers import AnswerForm, PitfallForm
from ideas.forms.drafting import DescribeForm, FocusForm, RouteForm, StartForm, box
from ideas.forms.review import PlanForm
from text.cleaning import SURROGATE, UNREADABLE

# Far above any idea within the limits of its fields, and below what a request may send at all.
LARGEST = 900_000
SHOWN = 30  # errors at once
NOT_OURS = gettext_lazy("This is not an idea that was exported here as JSON. Choose the file that ends in .json.")


class LearnedForm(forms.Form):
    """What was learned: on screen it is asked for only at an idea's end."""

    learned = box(gettext_lazy("What was learned"), 4000)


class ImportForm(StartForm):
    """A file, or its text, and where it goes. After `is_valid`, `document` holds the cleaned idea."""

    title = None  # type: ignore[assignment]  # both stand in the file
    summary = None  # type: ignore[assignment]
    characteristic = None  # type: ignore[assignment]
    file = forms.FileField(label=gettext_lazy("The file"), required=False, allow_empty_file=True,
                           widget=forms.FileInput({"accept": ".json,application/json"}))  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Or the text of the file"), required=False, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Open it in any text program, copy all of it and paste it here."),
    )  # fmt: skip
    leave_out = forms.BooleanField(label=gettext_lazy("Import the rest as described above"), required=False)
    field_order = ("file", "text", "team", "practice", "leave_out")
    document: IdeaDocument
    too_large = False  # more came than any exported idea holds

    def clean(self) -> dict[str, Any]:
        """Read the idea. A file that cannot be imported is shown as text, so that it can be put right."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        file = data.get("file")
        if (file is not None and file.size > LARGEST) or (file is None and not data.get("text") and self.too_large):
            raise ValidationError({"file": _("This file is too large to be an exported idea.")})
        raw = file.read() if file else data.get("text", "").encode()
        if not raw.strip():
            raise ValidationError({"file": _("Choose a file that was exported as JSON, or paste its text.")})
        try:
            text = raw.decode("utf-8-sig")
            body = json.loads(text)
        except (ValueError, RecursionError) as unreadable:
            raise ValidationError({"file": NOT_OURS}) from unreadable
        assert isinstance(self.data, QueryDict)  # noqa: S101 (a form that was sent)
        self.data = self.data.copy()
        self.data["text"] = text
        self.document = read(body)
        return data


def read(body: Any) -> IdeaDocument:
    """Return the cleaned document of an exported file. Raises ValidationError that says what to put right."""
    try:
        if body["kind"] != KIND:
            raise ValueError(body["kind"])
        document = from_json(body["idea"])
    except UnknownSchema as unknown:
        raise ValidationError(
            {
                "file": _(
                    "This file was made by another release of the planner, which this one cannot read. Export the idea "
                    "there again, or ask whoever runs this site to bring it up to date."
                )
            }
        ) from unknown
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as unreadable:
        raise ValidationError({"file": NOT_OURS}) from unreadable
    if not fits(document, IdeaDocument):
        raise ValidationError({"file": NOT_OURS})
    if SURROGATE.search(all_text_of(document)):
        raise ValidationError({"file": UNREADABLE})
    cleaning = _Cleaning()
    cleaned = cleaning.document(document)
    cleaning.errors += _twice(document)
    if cleaning.errors:
        raise ValidationError({"file": cleaning.errors[:SHOWN]})
    return cleaned


def all_text_of(document: IdeaDocument) -> str:
    """Return every character of the document, names and keys too, in one text."""
    return json.dumps(asdict(document), ensure_ascii=False)


def fits(value: Any, kind: Any) -> bool:
    """Tell whether the value is of the type all the way down: text is text, a list holds what it should."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return isinstance(value, kind) and all(fits(getattr(value, n), hint) for n, hint in hints.items())
    if get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(fits(each, get_args(kind)[0]) for each in value)
    if get_origin(kind) is dict:
        return isinstance(value, dict) and all(fits(each, str) for pair in value.items() for each in pair)
    return type(value) is kind


def _twice(document: IdeaDocument) -> Iterator[str]:
    questions = (q.key for f in document.foci for q in f.questions)
    pitfalls = (p.key for f in document.foci for p in f.pitfalls)
    routes = (f"{f.slug}:{r.component}" for f in document.foci for r in f.routes)
    chosen = (*(f.slug for f in document.foci), *(f.name for f in document.foci), *document.set_aside)
    for keys in (questions, pitfalls, routes, chosen):
        for key, times in Counter(keys).items():
            if times > 1:
                yield _("“%(key)s” stands in the file more than once.") % {"key": key[:100]}


@dataclass(slots=True)
class _Cleaning:
    """Puts each part through its form and collects what the forms object to, with where it stands."""

    errors: list[str] = field(default_factory=list)

    def document(self, document: IdeaDocument) -> IdeaDocument:
        texts = dict(document.texts)
        learned = self._form(LearnedForm, {"learned": texts.pop("learned", "")}, _("What was learned"))
        described = self._form(DescribeForm, texts, _("The idea"))
        plan = self._form(PlanForm, dict(document.plan), _("What to try first")) if document.plan else {}
        foci = tuple(self._focus(f) for f in document.foci)
        return replace(document, texts={**described, **learned}, plan=plan, foci=foci)

    def _form(self, kind: type[forms.Form], values: dict[str, Any], where: str) -> dict[str, Any]:
        form = kind({**values, "version": "0"})
        asked = {name for name, box in form.fields.items() if not box.widget.is_hidden}
        unknown = sorted(set(values) - asked)
        self.errors += [_("%(where)s: “%(name)s” is not known.") % {"where": where, "name": n[:100]} for n in unknown]
        if form.is_valid():
            return {name: value for name, value in form.cleaned_data.items() if name in values}
        for name, errors in form.errors.items():
            label = form.fields[name].label or name
            self.errors += [f"{where[:100]}, {label}: {error}" for error in errors]
        return values

    def _focus(self, focus: FocusPart) -> FocusPart:
        why = self._form(FocusForm, {"why": focus.why, "chosen": "on"}, focus.name)["why"]
        return replace(
            focus,
            why=why,
            questions=tuple(map(self._question, focus.questions)),
            routes=tuple(self._route(focus, r) for r in focus.routes),
            pitfalls=tuple(map(self._pitfall, focus.pitfalls)),
        )

    def _question(self, part: QuestionPart) -> QuestionPart:
        names = ("text", "state", "basis", "citation", "note")
        values = self._form(AnswerForm, {name: getattr(part, name) for name in names}, part.asked)
        return replace(part, **{**values, "basis": tuple(values["basis"])})

    def _route(self, focus: FocusPart, part: RoutePart) -> RoutePart:
        where = f"{focus.name}, {part.component}"
        if part.component not in Component.values:
            self.errors.append(_("%(where)s: no such part of COM-B.") % {"where": where[:100]})
        values = self._form(RouteForm, {"text": part.text, "works_by": part.works_by}, where)
        return replace(part, **{**values, "works_by": tuple(values["works_by"])})

    def _pitfall(self, part: PitfallPart) -> PitfallPart:
        values = self._form(PitfallForm, {"could_happen": part.could_happen, "plan": part.plan}, part.in_short)
        return replace(part, **values)
