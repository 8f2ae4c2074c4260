"""What stored values, fields, tallies and reports are called in words: one place for screens, prints and files."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from characteristics.models import Component
from ideas.coverage import Tally
from ideas.flower import Petal
from ideas.models import Idea, TestPlan
from ideas.models.choices import Basis, CouldHappen, State, WorksBy
from ideas.report import Report

LABELS = {
    "state": dict(State.choices),
    "basis": dict(Basis.choices),
    "works_by": dict(WorksBy.choices),
    "could_happen": dict(CouldHappen.choices),
    "component": dict(Component.choices),
}


def label(value: str, kind: str) -> str:
    """Return the words for a stored value: `{{ answer.state|label:"state" }}`. Unknown or empty values: nothing."""
    return str(LABELS[kind].get(value, ""))


def labels(values: Iterable[str], kind: str) -> str:
    """Return the words for several stored values, joined by commas."""
    return ", ".join(str(LABELS[kind][v]) for v in values if v in LABELS[kind])


def field_label(name: str) -> str:
    """Return what a column of an idea, its plan or one of its texts is called on screen."""
    if name.startswith("on_"):
        return str(LABELS["basis"].get(name[3:], name))
    if name.startswith("by_"):
        return str(LABELS["works_by"].get(name[3:], name))
    own = {"chosen": _("Chosen"), "why": _("Why"), "text": _("Words"),
           "state": _("How far this is covered"), "citation": _("Which research"),
           "note": _("Note or link"), "could_happen": _("Could it happen here?"), "plan": _("What we will do"),
           "learned": _("What was learned")}  # fmt: skip
    if name in own:
        return own[name]
    model = Idea if name in Idea.TEXTS else TestPlan
    text = str(getattr(model._meta.get_field(name), "verbose_name", name))
    # The models' own names are typed with a straight apostrophe.
    return text[:1].upper() + text[1:].replace("'", "’")


def tally_words(tally: Tally, space: str = " ") -> str:
    """Return a tally in words that add up; what is zero is left out. The words are the rule in ideas.coverage.

    `space` stands within each of its counts: where a line may end, one at which none does.
    """
    if tally.relevant:
        frame = ngettext("%(count)d relevant: %(parts)s", "%(count)d relevant: %(parts)s", tally.relevant)
        words = frame % {
            "count": tally.relevant,
            "parts": _(", ").join(count.replace(" ", space) for count in _counts(tally)),
        }
    else:
        words = _("no relevant questions")
    if not tally.set_aside:
        return words
    aside = ngettext(
        "%(count)d set aside as not relevant", "%(count)d set aside as not relevant", tally.set_aside
    ) % {"count": tally.set_aside}  # fmt: skip
    return _("%(first)s; %(last)s") % {"first": words, "last": aside}


def _counts(tally: Tally) -> Iterator[str]:
    for frame, count in (
        (ngettext("%(count)d covered", "%(count)d covered", tally.covered), tally.covered),
        (ngettext("%(count)d partly", "%(count)d partly", tally.partly), tally.partly),
        (ngettext("%(count)d not yet", "%(count)d not yet", tally.not_yet), tally.not_yet),
        (ngettext("%(count)d not sure", "%(count)d not sure", tally.not_sure), tally.not_sure),
        (ngettext("%(count)d open", "%(count)d open", tally.open), tally.open),
    ):
        if count:
            yield frame % {"count": count}


def comb_words(status: str) -> str:
    """Return what a cell of the COM-B grid says; raises KeyError for a status that it does not know."""
    return {
        "described": _("Described"),
        "open": _("Not described"),
        "own": _("The team’s own route"),
        "none": _("The guide gives no route here"),
    }[status]


def strong_points(report: Report) -> list[str]:
    """Return what stands well in an idea, a short sentence each: for whoever has three minutes."""
    return list(_strong(report))


def _strong(report: Report) -> Iterator[str]:
    if report.strong:
        yield _("Every relevant question is covered for: %(names)s.") % {"names": ", ".join(report.strong)}
    elif report.total.covered:
        yield ngettext(
            "%(count)d of %(relevant)d relevant questions is covered.",
            "%(count)d of %(relevant)d relevant questions are covered.",
            report.total.covered,
        ) % {"count": report.total.covered, "relevant": report.total.relevant}
    if lived := report.basis.get("lived", 0):
        yield ngettext(
            "%(count)d answer rests on what people with lived experience said.",
            "%(count)d answers rest on what people with lived experience said.",
            lived,
        ) % {"count": lived}
    if report.pitfalls_planned:
        yield ngettext(
            "%(count)d pitfall has a plan.", "%(count)d pitfalls have a plan.", report.pitfalls_planned
        ) % {"count": report.pitfalls_planned}  # fmt: skip


def open_points(report: Report) -> list[str]:
    """Return what is open in an idea, a short sentence each."""
    if not report.lines:
        return [_("No characteristic is chosen yet, so there is nothing to check against the evidence.")]
    total = report.total
    counts = list(_counts(Tally(partly=total.partly, not_yet=total.not_yet, not_sure=total.not_sure, open=total.open)))
    first = [_("Of its questions: %(parts)s.") % {"parts": _(", ").join(counts)}] if counts else []
    lived = report.claims and not report.basis.get("lived", 0)
    last = [_("No answer rests on what people with lived experience said.")] if lived else []
    return [*first, *_not_worked_out(report), *last]


def flower_words(petals: Iterable[Petal]) -> str:
    """Return a coverage flower in words: each chosen characteristic with its tally."""
    chosen = [f"{petal.name}, {tally_words(petal.tally)}" for petal in petals if petal.tally is not None]
    if not chosen:
        return _("Coverage flower: no characteristic chosen yet.")
    return _("Coverage flower. %(chosen)s.") % {"chosen": ". ".join(chosen)}


def coverage_sentences(report: Report) -> list[str]:
    """Return what the report says beside its tally, a sentence each."""
    return list(_sentences(report))


def _sentences(report: Report) -> Iterator[str]:
    if report.strong:
        yield _("Every relevant question is covered for: %(names)s.") % {"names": ", ".join(report.strong)}
    if report.begun:
        yield _("Partly worked out: %(names)s.") % {"names": ", ".join(report.begun)}
    if report.untouched:
        names = ", ".join(report.untouched)
        yield _("Chosen, but no question is judged yet: %(names)s.") % {"names": names}
    yield from _not_worked_out(report)


def _not_worked_out(report: Report) -> Iterator[str]:
    for component in report.missing_components:
        name = label(component, "component")
        yield _("Nobody has said yet how the idea works through %(name)s.") % {"name": name}
    if report.all_information:
        yield _("Every route described works by giving information. Information alone seldom changes what people do.")
    if report.assumption_only:
        yield ngettext(
            "%(number)s answer rests on an assumption alone: the best candidate for a test.",
            "%(number)s answers rest on an assumption alone: the best candidates for a test.",
            report.assumption_only,
        ) % {"number": report.assumption_only}
    if report.pitfalls_open:
        yield ngettext(
            "%(number)s pitfall could happen and has no plan yet.",
            "%(number)s pitfalls could happen and have no plan yet.",
            report.pitfalls_open,
        ) % {"number": report.pitfalls_open}
