"""What two people made of one shared text, joined: sentence by sentence in texts, by field in everything else."""

from dataclasses import dataclass, field

from ideas.versions import CODED, Values
from text.merging import Part, join_texts, joined_text


@dataclass(frozen=True, slots=True)
class Joined:
    """The values that hold what both wrote, and where both wrote in the same place."""

    values: Values
    # By field: the parts of each text that somebody changed.
    parts: dict[str, list[Part]] = field(default_factory=dict)
    # Fields that hold one thing, such as how far a question is covered, where each chose another: mine stands.
    chosen: tuple[str, ...] = ()

    @property
    def overlaps(self) -> int:
        """Return in how many places both wrote."""
        return len(self.chosen) + sum(part.kind == "both" for parts in self.parts.values() for part in parts)


def join_values(base: Values, theirs: Values, mine: Values) -> Joined:
    """Return what both made of `base`. All three have the fields of `mine`."""
    values: Values = {}
    parts: dict[str, list[Part]] = {}
    chosen = []
    for name, wanted in mine.items():
        if isinstance(wanted, str) and name not in CODED:
            found = join_texts(base[name], theirs[name], wanted)
            values[name] = joined_text(found)
            if any(part.kind != "same" for part in found):
                parts[name] = found
        else:
            values[name] = theirs[name] if wanted == base[name] else wanted
            if wanted not in (base[name], theirs[name]) and theirs[name] != base[name]:
                chosen.append(name)
    return Joined(values, parts, tuple(chosen))
