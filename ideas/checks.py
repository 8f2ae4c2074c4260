"""What could come next in an idea, and what in it is worth a look, in plain Python over its document.

One mechanism for both. Every step has an id (its kind), a place where it is taken, and by its kind a level: *look*
and *note* are quality checks, a step without a level is simply the next thing to do. Nothing here is a gate or a score.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ideas.coverage import State
from ideas.documents import FocusPart, IdeaDocument, PitfallPart, QuestionPart

LOOK, NOTE = "look", "note"
LEVELS = {
    "begin": LOOK,  # chosen, but nothing answered
    "assumption": LOOK,  # covered, but resting on an assumption alone
    "information": LOOK,  # every route works by information alone
    "pitfall_open": LOOK,  # could happen, and nothing is planned
    "lived": LOOK,  # no answer rests on what people with lived experience said
    "aim_service": LOOK,  # the aim may be the service's own
    "aim": NOTE,  # nobody has said whose goal it serves
    "citation": NOTE,  # research named without saying which
    "reworded": NOTE,  # a question was reworded and the answer not looked at
    "retired": NOTE,  # chosen, but no longer in the guide
}
# An aim that speaks of the service and of nobody else. Asked as a question: words alone cannot tell.
SERVICE = re.compile(
    r"\b(services?|organisations?|trust|boards?|commissioners?|departments?|surger(y|ies)|clinics?|councils?|funders?"
    r"|targets?|kpis?|performance|throughput|waiting (lists?|times?)|demand|costs?|savings?|caseloads?"
    r"|appointments?|attendances?|admissions?)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"\b(people|persons?|they|them|their|theirs|themselves|residents?|carers?|famil(y|ies)|parents?|child(ren)?"
    r"|neighbours?|members?|m[ae]n|wom[ae]n|adults?|young|older|patients?|clients?|tenants?|volunteers?|users?"
    r"|students?|learners?|anyone|anybody|everyone|everybody|someone|somebody|those|who)\b",
    re.IGNORECASE,
)
# Who wants it: a service that is to have fewer of its people is not their aim, though it speaks of them.
SERVICE_WANTS = re.compile(
    r"\b(services?|organisations?|trust|boards?|hospitals?|wards?|nhs|commissioners?|departments?|surger(y|ies)"
    r"|clinics?|councils?|funders?|management|we)\b[^.;!?]{0,40}\b(wants?|needs?|must|has to|have to|is to|aims?"
    r"|would like|expects?)\b",
    re.IGNORECASE,
)
PEOPLE_WANT = re.compile(
    r"\b(people|persons?|they|residents?|carers?|famil(y|ies)|parents?|neighbours?|members?|m[ae]n|wom[ae]n|adults?"
    r"|patients?|clients?|tenants?|volunteers?|users?|students?|learners?|everybody|everyone|who)\b[^.;!?]{0,40}"
    r"\b(wants?|wish(es)?|hopes?|would like|like|needs?|asked|asks?|told|tells?|said|says?|choose|chose|can)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something worth doing next. `kind` names the sentence; slug and key say where."""

    kind: str
    slug: str = ""
    key: str = ""
    name: str = ""
    text: str = ""

    @property
    def level(self) -> str:
        """Return look or note for a quality check; nothing for a step that is simply next."""
        return LEVELS.get(self.kind, "")


def steps(document: IdeaDocument) -> Iterator[Step]:
    """Yield what could come next, the most useful first."""
    if not document.foci:
        yield Step("choose")
        return
    live = [f for f in document.foci if not f.retired]
    for f in live:
        if f.tally.untouched and f.tally.asked:
            yield Step("begin", f.slug, "", f.name)
    for f in live:
        yield from _question_steps(f)
    yield from _route_steps(document, live)
    for f in live:
        for p in f.pitfalls:
            if not p.retired and pitfall_state(p) in {"open", "unconsidered"}:
                yield Step(f"pitfall_{pitfall_state(p)}", f.slug, p.key, f.name, p.in_short)
    yield from _people_steps(document, live)
    for f in document.foci:
        if f.retired:
            yield Step("retired", f.slug, "", f.name)


def is_claim(question: QuestionPart) -> bool:
    """Tell whether an answer says, with words, that the idea covers its question wholly or partly."""
    return not question.retired and question.counted.counts_as in {State.COVERED, State.PARTLY}


def all_information(document: IdeaDocument) -> bool:
    """Tell whether every described route works by giving information and by nothing else."""
    described = [r for f in document.foci for r in f.routes if r.text.strip()]
    return bool(described) and all(r.works_by == ("information",) for r in described)


def pitfall_state(pitfall: PitfallPart) -> str:
    """Return planned, ruled_out, open (could happen, nothing planned) or unconsidered."""
    could, plan = pitfall.could_happen, pitfall.plan.strip()
    if plan or could == "no":
        return "planned" if plan else "ruled_out"
    return "open" if could else "unconsidered"


def sounds_like_the_service(whose_goal: str) -> bool:
    """Tell whether an aim speaks of the service and of nobody else, or of what the service wants and nobody else."""
    if SERVICE_WANTS.search(whose_goal):
        return bool(SERVICE.search(whose_goal)) and not PEOPLE_WANT.search(whose_goal)
    return bool(SERVICE.search(whose_goal)) and not PEOPLE.search(whose_goal)


def _route_steps(document: IdeaDocument, live: list[FocusPart]) -> Iterator[Step]:
    for f in live:
        if f.routes and not any(r.text.strip() for r in f.routes):
            yield Step("route", f.slug, "", f.name)
    if all_information(document):
        yield Step("information", document.foci[0].slug)


def _people_steps(document: IdeaDocument, live: list[FocusPart]) -> Iterator[Step]:
    """Yield what asks whose idea this is: whose goal, and who had a say."""
    answers = [(f, q) for f in live for q in f.questions if q.text.strip() and not q.retired]
    if answers and not any("lived" in q.basis for _f, q in answers):
        focus, first = answers[0]  # an answer is the place to say what they said
        yield Step("lived", focus.slug, first.key)
    if not document.texts.get("shaped_by", "").strip():
        yield Step("shaped_by")
    aim = document.texts.get("whose_goal", "").strip()
    if not aim:
        yield Step("aim")
    elif sounds_like_the_service(aim):
        yield Step("aim_service")


def _question_steps(focus: FocusPart) -> Iterator[Step]:
    """Yield a step per question that waits, unless the whole characteristic does."""
    for q in focus.questions:
        if q.retired:
            continue
        kind = ""
        if q.look_again:
            kind = "reworded"
        elif q.counted.counts_as is None:
            kind = "" if focus.tally.untouched else ("judge" if q.text.strip() else "words" if q.state else "answer")
        elif q.state in {"not_yet", "not_sure"}:
            kind = q.state
        elif is_claim(q) and q.counted.assumption_only:
            kind = "assumption"
        elif "research" in q.basis and not q.citation.strip():
            kind = "citation"
        if kind:
            yield Step(kind, focus.slug, q.key, focus.name, q.asked)
