"""The words that `goodhelp.made` puts its ideas together from. All invented."""

from collections.abc import Sequence
from random import Random

TEAM = "Made-up team"
MANAGER = "made-manager@example.org"

_WHAT = (
    "A weekly walk", "Tea and a talk", "A buddy by phone", "Cooking side by side", "A garden hour", "Singing together",
    "A repair bench", "A first swim", "Reading aloud", "A bus ride in company", "Chairs by the door",
    "Letters made plain", "A step diary", "A celebration shelf", "Small loans of tools", "Darts and soup",
)  # fmt: skip
_FOR = (
    "for new carers", "after a fall", "for people home from hospital", "for young dads", "at the food bank",
    "for people who sleep badly", "in the waiting room", "for neighbours", "after redundancy", "for walkers",
    "in the long summer", "for people new to the town",
)  # fmt: skip
_PLACES = (
    "Library", "Surgery in the High Street", "Caffi’r Bont", "Tŷ Gwyn day centre", "Leisure centre", "At home",
    "Allotments", "School hall", "Museum", "Community café", "Llyfrgell y Dref", "Bus station",
)  # fmt: skip
_WHO = (
    "Three of the people who come", "Two carers", "Our volunteers", "The walking group", "Somebody who has been there",
    "The receptionist", "A neighbour", "The link worker", "People on the waiting list", "The peer supporter",
)  # fmt: skip
_DO = (
    "choose the day together", "say what matters to them first", "try it once and look back", "bring a friend along",
    "keep a diary of their own", "plan for the week when it rains", "mark what went well with a song",
    "ask before they advise",    "find the bus that stops nearest",
    "share a pot of tea before they begin", "write the letter in plain words",
    "decide what to count and who sees it", "practise in pairs until it feels easy", "start again after a setback",
)  # fmt: skip
_SO = (
    "so that coming back is easy", "because company is what people asked for", "and nobody has to explain themselves",
    "which costs an hour a week", "so that the first step is small", "and it is theirs to change", "once a fortnight",
    "before the winter begins", "in Welsh or in English", "as they told us in spring",
)  # fmt: skip

STATES = ("covered", "covered", "partly", "partly", "not_yet", "not_sure", "not_relevant")
# The ways that ideas go: the steps of ideas.workflow with where each leads, and how often.
_IN = (("submit", "in_review"),)
_AGREED = (*_IN, ("agree", "agreed"))
_TESTING = (*_AGREED, ("start_testing", "testing"))
STEPS: tuple[tuple[tuple[str, str], ...], ...] = (
    (), _IN, (*_IN, ("ask_changes", "changes_asked")), (*_IN, ("not_now", "not_now")), _AGREED, _TESTING,
    (*_TESTING, ("adopt", "adopted")), (*_TESTING, ("adapt", "adapted")), (*_AGREED, ("stop", "stopped")),
)  # fmt: skip
WEIGHTS = (40, 12, 10, 6, 8, 10, 6, 4, 4)
ENDED = {"adopted", "adapted", "stopped"}


def sentence(chance: Random) -> str:
    """Return a sentence."""
    return f"{chance.choice(_WHO)} {chance.choice(_DO)}, {chance.choice(_SO)}."


def paragraph(chance: Random) -> str:
    """Return one to four sentences."""
    return " ".join(sentence(chance) for _ in range(chance.choice((1, 2, 2, 3, 4))))


def description(chance: Random) -> dict[str, str]:
    """Return what an idea says of itself."""
    optional = ("whose_goal", "able_to", "helpers_do", "shaped_by", "missed")
    return {
        "title": f"{chance.choice(_WHAT)} {chance.choice(_FOR)}",
        "summary": paragraph(chance),
        "setting": chance.choice(_PLACES) if chance.random() < 0.8 else "",
        **{name: paragraph(chance) if chance.random() < 0.7 else "" for name in optional},
    }


def plan(chance: Random, names: Sequence[str]) -> dict[str, str]:
    """Return what would be tried first."""
    return {name: sentence(chance) for name in names}
