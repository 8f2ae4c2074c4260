"""What of the guide the demo may rest on."""

from dataclasses import dataclass

from characteristics.models import Characteristic, Pitfall, Question, Reference


@dataclass(frozen=True, slots=True)
class KnownGuide:
    """What of the guide is in use, by key. An admin may have retired the rest: its words are then left out."""

    characteristics: dict[str, Characteristic]
    questions: dict[str, Question]
    pitfalls: dict[str, Pitfall]
    citations: dict[str, str]

    @classmethod
    def read(cls) -> "KnownGuide":
        """Read it from the database."""
        characteristics = Characteristic.objects.filter(retired_at=None)
        questions = Question.objects.live().filter(current__isnull=False).select_related("current", "characteristic")
        return cls(
            characteristics={c.slug: c for c in characteristics},
            questions={q.key: q for q in questions if q.characteristic.retired_at is None},
            pitfalls={p.key: p for p in Pitfall.objects.filter(retired_at=None).select_related("characteristic")},
            citations=dict(Reference.objects.values_list("key", "citation")),
        )
