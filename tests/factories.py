"""Content rows for tests, invented; the real guide comes from the fixture `full_guide`."""

from dataclasses import dataclass

import factory
from django.db import transaction

from characteristics.models import Characteristic, Mechanism, Pitfall, Question, Source, Wording, WordToWeigh

# The first three of the guide: their slugs also pick a hue and a mark.
SLUGS = ("social-connections", "enabling-environments", "working-on-what-matters")
# The parts of COM-B that each has a mechanism for: the others stay empty, as in the guide.
PARTS = {
    SLUGS[0]: ("capability", "opportunity", "motivation"),
    SLUGS[1]: ("opportunity", "motivation"),
    SLUGS[2]: ("motivation",),
}


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda n: f"source-{n}")
    title = "A guide written for tests"
    short_title = "Test guide"
    year = 2020


class SourcedFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    source = factory.SubFactory(SourceFactory)
    page = 7


class CharacteristicFactory(SourcedFactory):
    class Meta:
        model = Characteristic

    slug = factory.Sequence(lambda n: f"characteristic-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    order = factory.Sequence(lambda n: n + 1)
    in_short = "What it is, in one sentence."
    why = "Why it matters."
    description = "What it **means**."


class OfCharacteristicFactory(SourcedFactory):
    class Meta:
        abstract = True

    characteristic = factory.SubFactory(CharacteristicFactory)
    source = factory.SelfAttribute("characteristic.source")
    order = factory.Sequence(lambda n: n + 1)


class MechanismFactory(OfCharacteristicFactory):
    class Meta:
        model = Mechanism

    component = "motivation"
    key = factory.LazyAttribute(lambda made: f"{made.characteristic.slug}-{made.component}")
    how = "How it works."


class PitfallFactory(OfCharacteristicFactory):
    class Meta:
        model = Pitfall

    key = factory.LazyAttribute(lambda made: f"{made.characteristic.slug}-pitfall-{made.order}")
    in_short = factory.LazyAttribute(lambda made: f"Pitfall {made.order}")
    text = factory.LazyAttribute(lambda made: f"What often goes wrong, number {made.order}.")


class WordingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Wording

    number = 1
    text = factory.LazyAttribute(lambda made: f"Does the idea do what {made.question.key} asks?")
    hint = "A hint."
    example_answer = "An example."


class WordToWeighFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WordToWeigh

    key = factory.Sequence(lambda n: f"word-{n}")
    words = "a word"
    reason = "Why to think about it."
    better = "another one"
    origin = "tool"


class QuestionFactory(OfCharacteristicFactory):
    """A question asked today, with its first wording."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    key = factory.LazyAttribute(lambda made: f"{made.characteristic.slug}-q{made.order}")

    @factory.post_generation
    def current(self, create, extracted, **kwargs):
        self.current = WordingFactory(question=self, **kwargs)
        self.save(update_fields=["current"])


@dataclass(frozen=True)
class Guide:
    """A small guide: three characteristics, each with three questions, two pitfalls and some mechanisms."""

    source: Source
    characteristics: list[Characteristic]
    # By slug of the characteristic, in order.
    mechanisms: dict[str, list[Mechanism]]
    questions: dict[str, list[Question]]
    pitfalls: dict[str, list[Pitfall]]


@transaction.atomic
def make_guide() -> Guide:
    """Make and return the small guide."""
    source = SourceFactory(key="test-guide")
    guide = Guide(source, [], {}, {}, {})
    for number, slug in enumerate(SLUGS, start=1):
        characteristic = CharacteristicFactory(slug=slug, order=number, source=source)
        guide.characteristics.append(characteristic)
        guide.mechanisms[slug] = [
            MechanismFactory(characteristic=characteristic, component=part, order=order)
            for order, part in enumerate(PARTS[slug], start=1)
        ]
        guide.questions[slug] = [QuestionFactory(characteristic=characteristic, order=n) for n in (1, 2, 3)]
        guide.pitfalls[slug] = [PitfallFactory(characteristic=characteristic, order=n) for n in (1, 2)]
    return guide
