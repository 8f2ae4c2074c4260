"""Queries put together once: the rows are those of the query itself, whatever the values."""

from datetime import timedelta

import pytest
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from text import prepared as module
from text.prepared import prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(person) -> dict[str, User]:
    return {name: person(name) for name in ("Ann", "Ben", "Cat")}


def test_it_gives_the_rows_of_each_value(people):
    @prepared
    def called(name: str) -> QuerySet[User]:
        return User.objects.filter(name=name)

    assert [called(name) for name in ("Ann", "Ben", "Ann", "Dan")] == [
        [people["Ann"]], [people["Ben"]], [people["Ann"]], [],
    ]  # fmt: skip


def test_it_is_put_together_once_and_asks_once_each_time(people, django_assert_num_queries):
    made = []

    @prepared
    def after(pk: int) -> QuerySet[User, str]:
        made.append(pk)
        return User.objects.filter(pk__gt=pk).order_by("name").values_list("name", flat=True)

    with django_assert_num_queries(3):
        assert [len(after(pk)) for pk in (people["Ann"].pk, people["Ben"].pk, people["Cat"].pk)] == [2, 1, 0]
    assert len(made) == 2  # with stand-ins, and once with the values to compare


def test_each_form_is_a_query_of_its_own(people):
    @prepared
    def ordered(least: int, *, by: str) -> QuerySet[User, str]:
        return User.objects.filter(pk__gte=least).order_by(by).values_list("name", flat=True)

    first = people["Ann"].pk
    assert ordered(first, by="name") == ["Ann", "Ben", "Cat"]
    assert ordered(first, by="-name") == ["Cat", "Ben", "Ann"]


def test_times_values_and_what_is_fetched_along_come_as_ever(people, team, writer):
    now = timezone.now()
    User.objects.filter(pk=people["Ben"].pk).update(date_joined=now + timedelta(days=3))

    @prepared
    def joined(since: object) -> QuerySet[User]:
        return User.objects.filter(date_joined__gt=since).prefetch_related("memberships")

    assert joined(now + timedelta(days=1)) == [people["Ben"]]
    found = {user.pk: user for user in joined(now - timedelta(days=1))}
    assert [m.team for m in found[writer.pk].memberships.all()] == [team]
    assert found[writer.pk].date_joined == User.objects.get(pk=writer.pk).date_joined


def test_rows_of_one_time_are_not_given_another_time(people):
    @prepared
    def everybody(least: int) -> QuerySet[User]:
        return User.objects.filter(pk__gte=least).order_by("pk")

    once = everybody(people["Ann"].pk)
    User.objects.filter(pk=people["Ann"].pk).update(name="Zoe")
    assert once[0].name == "Ann"
    assert everybody(people["Ann"].pk)[0].name == "Zoe"


def test_a_query_that_looks_at_the_clock_or_at_a_blank_is_refused(people):
    @prepared
    def lately(pk: int) -> QuerySet[User]:
        return User.objects.filter(pk=pk, date_joined__lt=timezone.now())

    @prepared
    def some(pk: int) -> QuerySet[User]:
        return User.objects.filter(pk=pk) if pk < 1000 else User.objects.filter(pk=pk, name=F("email"))

    @prepared
    def like(name: str) -> QuerySet[User]:
        return User.objects.filter(name__icontains=name)

    for refused, value in ((lately, 1), (some, 1), (like, "Ann")):
        with pytest.raises(TypeError, match="not the same query"):
            refused(value)


def test_a_number_that_no_column_holds_finds_nothing(people):
    @prepared
    def numbered(pk: int) -> QuerySet[User]:
        return User.objects.filter(pk=pk)

    assert numbered(10**30) == numbered(-(10**30)) == []
    assert numbered(people["Ann"].pk) == [people["Ann"]]


def test_forms_make_room_for_others(people, monkeypatch):
    monkeypatch.setattr(module, "_MOST_FORMS", 2)
    made = []

    @prepared
    def shown(least: int, *, number: int) -> QuerySet[User]:
        made.append(number)
        return User.objects.filter(pk__gte=least)[:number]

    for number in (1, 2, 3, 3, 1):
        assert len(shown(people["Ann"].pk, number=number)) == number
    assert made == [1, 1, 2, 2, 3, 3, 1, 1]
