"""What an idea may learn from: examples with what they share and what they do not, in plain Python.

An example is suggested for reasons that can be read, and never as proof. It says as plainly where it differs.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ideas.documents import IdeaDocument

MOST_STUDIES, MOST_PROGRAMMES = 3, 5
# Programmes are known by their words alone. One subject in common is enough only where few of them have it, and where
# it says whom the idea is for or what is done: not where it only says how, or around what, much help is given.
FEWEST_SUBJECTS, FEW = 2, 6
WORD = re.compile(r"[^\W\d_]{3,}")
# Words that say whom an idea is for, where it happens and what is done there: a line is one subject.
SUBJECTS = """
carer caring
older ageing retirement retired pensioner
child children pupil toddler baby babies
young teenager youth
family parent mother father mum dad grandparent
man men
woman women
homeless homelessness hostel
housing tenant tenancy landlord
prison prisoner offender offending probation
job employment unemployed unemployment employer career
money debt benefit poverty income saving budgeting
food meal cooking cook kitchen pantry lunch eating diet
school college teacher student university
library book reading literacy
refugee asylum migrant interpreter
disabled disability wheelchair autism autistic
anxiety depression mental distress
lonely loneliness isolated isolation befriending befriender buddy
heart cardiac stroke
cancer tumour
diabetes diabetic
dementia memory
breathing lung asthma
pain arthritis
falling frailty frail
alcohol drinking drug addiction smoking
walk walking exercise gym sport football fitness swimming dance dancing
art music choir singing theatre drama
garden gardening allotment outdoor nature
peer mentor mentoring
coach coaching
volunteer volunteering
neighbour neighbourhood village street
café cafe tea coffee
surgery doctor nurse pharmacy pharmacist clinic hospital ward
app phone online digital text message website internet computer
bus transport travel bicycle bike cycling
"""
SUBJECT_OF = {word: number for number, line in enumerate(SUBJECTS.strip().splitlines()) for word in line.split()}
NEVER_ALONE = {SUBJECT_OF[word] for word in ("mentor", "coach", "volunteer", "village", "tea", "surgery", "app")}


@dataclass(frozen=True, slots=True)
class Portrait:
    """As much of an idea as finding examples needs."""

    chosen: Mapping[str, str]  # slug and name of the characteristics
    described: Mapping[str, frozenset[str]]  # by slug: the parts of COM-B that it says how it works through
    subjects: Mapping[int, str]  # with the word that speaks of each, as written
    setting: str

    @classmethod
    def of(cls, document: IdeaDocument) -> "Portrait":
        """Draw an idea from its document; a characteristic that the guide has retired is left out."""
        live = [f for f in document.foci if not f.retired]
        texts = document.texts
        return cls(
            chosen={f.slug: f.name for f in live},
            described={f.slug: frozenset(r.component for r in f.routes if r.text.strip()) for f in live},
            subjects=subjects_of(*(texts.get(name, "") for name in ("title", "summary", "whose_goal", "setting"))),
            setting=texts.get("setting", "").strip(),
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A case study or a programme, as the guide or the report describes it."""

    key: str
    shows: Mapping[str, str] = field(default_factory=dict)  # slug and name of the characteristics that it shows
    works_by: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by slug: where the guide gives a route
    text: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An example with the reasons for it, and what it does not share with the idea."""

    key: str
    shared: tuple[str, ...]  # characteristics of both
    parts: tuple[str, ...]  # of COM-B: described by the idea where the guide has a route, for those characteristics
    words: tuple[str, ...]  # the idea’s words for subjects that both speak of
    words_only_here: tuple[str, ...]  # and for those that the example does not speak of
    only_there: tuple[str, ...]  # characteristics that it shows and the idea has not chosen
    only_here: tuple[str, ...]  # chosen, and not shown by it

    @property
    def in_common(self) -> int:
        """Return how much there is in common: it orders the examples and is shown nowhere."""
        return 3 * len(self.shared) + len(self.parts) + len(self.words)


def subjects_of(*texts: str) -> dict[int, str]:
    """Return what texts speak of, each subject with the first word that does."""
    found: dict[int, str] = {}
    for word in WORD.findall(" ".join(texts).lower()):
        forms = (word, stem(word), word.removesuffix("es"))
        subject = next((SUBJECT_OF[form] for form in forms if form in SUBJECT_OF), None)
        if subject is not None:
            found.setdefault(subject, word)
    return found


def stem(word: str) -> str:
    """Return the word without the ending of its plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def case_studies(idea: Portrait, examples: Sequence[Example]) -> list[Suggestion]:
    """Return the case studies that show a characteristic of the idea; those with more in common come first."""
    found = [_compared(idea, e, subjects_of(e.text).keys()) for e in examples]
    return sorted((s for s in found if s.shared), key=lambda s: -s.in_common)[:MOST_STUDIES]


def programmes(idea: Portrait, examples: Sequence[Example]) -> list[Suggestion]:
    """Return the programmes that speak of the same; the directory says nothing of characteristics."""
    subjects = {e.key: subjects_of(e.text) for e in examples}
    used = Counter(subject for each in subjects.values() for subject in each)
    found = []
    for e in examples:
        both = subjects[e.key].keys() & idea.subjects.keys()
        if len(both) >= FEWEST_SUBJECTS or any(used[subject] <= FEW for subject in both - NEVER_ALONE):
            found.append(_compared(idea, e, subjects[e.key].keys()))
    return sorted(found, key=lambda s: -len(s.words))[:MOST_PROGRAMMES]


def _compared(idea: Portrait, example: Example, subjects: Collection[int]) -> Suggestion:
    shared = [slug for slug in idea.chosen if slug in example.shows]
    parts = {p for s in shared for p in idea.described.get(s, frozenset()) & example.works_by.get(s, frozenset())}
    return Suggestion(
        key=example.key,
        shared=tuple(idea.chosen[slug] for slug in shared),
        parts=tuple(p for p in ("capability", "opportunity", "motivation") if p in parts),
        words=tuple(word for subject, word in idea.subjects.items() if subject in subjects),
        words_only_here=tuple(word for subject, word in idea.subjects.items() if subject not in subjects),
        only_there=tuple(name for slug, name in example.shows.items() if slug not in idea.chosen),
        only_here=tuple(name for slug, name in idea.chosen.items() if slug not in example.shows),
    )


def with_lines(text: str, lines: Iterable[str]) -> str:
    """Return a text with lines added at its end, each as an item of a list; what stands there already is left out."""
    standing = {line.strip().removeprefix("- ").strip() for line in text.splitlines()}
    new = [f"- {line}" for line in dict.fromkeys(" ".join(line.split()) for line in lines) if line not in standing]
    return "\n".join([text.rstrip(), *new]).strip() if new else text
