"""A small world for the access table and for what must never come back: one team, one idea for each standing.

Every text of every idea carries a mark. SENT stands in what was submitted and decided, LIVE in what was written
since: so any page can be asked whether it shows somebody words that are not for them.
"""

from copy import copy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from accounts.models import User
from casestudies.models import CaseStudy, Need, Programme
from characteristics.models import (
    Characteristic,
    Component,
    Connection,
    Page,
    Pitfall,
    Principle,
    Question,
    Reference,
    Resource,
    Source,
    Term,
    WordToWeigh,
)
from ideas.actions import (
    answering,
    choosing,
    commenting,
    contributing,
    drafting,
    feedback,
    inviting,
    publishing,
    replying,
    reviewing,
    sharing,
    viewing,
)
from ideas.actions.saving import Conflict
from ideas.models import Answer, Comment, Contribution, Decision, Focus, Idea, PitfallPlan, Reviewer, Route, TestPlan
from ideas.models.choices import Basis, WorksBy
from teams.actions import accept_invitation, change_rights, found_team, invite, remove_member
from teams.models import Invitation, Membership, Team
from tests.access_table import STATES, UNSENT
from tests.builders import decided, submitted
from tests.conftest import PASSWORD, confirmed, join, make_person
from tests.factories import CharacteristicFactory, MechanismFactory, PitfallFactory, QuestionFactory, SourceFactory

TEAM_MARK = "zxqteam"
GUEST_MARK = "zxqguest"  # invited to the team by address
EXPERT_MARK = "zxqexpert"  # invited to an idea by address
SLUG = "social-connections"
QUESTION = f"{SLUG}-q1"
# The steps that lead to each status after submission.
DECIDED = {"changes_asked": "ask_changes", "not_now": "not_now"}
AGREED = {"agreed", "testing", "adopted", "adapted", "stopped"}
ENDS = {"adopted": "adopt", "adapted": "adapt", "stopped": "stop"}


def sent(state: str) -> str:
    """Return the mark of what was submitted of that idea, and of what was decided on it."""
    return f"zxqsent{state}z"


def live(state: str) -> str:
    """Return the mark of that idea's words as they are now."""
    return f"zxqlive{state}z"


def said(state: str) -> str:
    """Return the mark of what the team said of that idea to its managers too."""
    return f"zxqsaid{state}z"


def ours(state: str) -> str:
    """Return the mark of what the team said of that idea among itself."""
    return f"zxqours{state}z"


@dataclass
class World:
    """Everybody and everything."""

    team: Team
    people: dict[str, User | None]
    ideas: dict[str, Idea] = field(default_factory=dict)
    reviewers: dict[str, Reviewer] = field(default_factory=dict)  # by state: an open invitation
    threads: dict[str, tuple[Comment, Comment]] = field(default_factory=dict)  # for managers too; the team's own
    contributions: dict[str, Contribution] = field(default_factory=dict)  # by state: came through a link that works
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    fingerprint: int = 0  # of every row, before anybody came
    tokens: dict[str, str] = field(default_factory=dict)
    invitation: Invitation | None = None

    def __getitem__(self, visitor: str) -> User:
        """Return the person."""
        person = self.people[visitor]
        assert person is not None
        return person

    def idea(self, state: str) -> Idea:
        """Return the idea in this state as it is in the database now."""
        return Idea.objects.select_related("team").get(pk=self.ideas[state].pk)

    def client(self, visitor: str) -> Client:
        """Return the visitor's browser as it was after signing in. It answers a fault with its page."""
        client = Client(raise_request_exception=False)
        client.cookies = copy(self.cookies[visitor])
        return client


def make_world() -> World:
    """Make everything, by the actions that people use."""
    _content()
    lena = make_person("Lena")
    team = found_team(by=lena, name=f"Riverside {TEAM_MARK}")
    world = World(team, {"anonymous": None, "lead": lena})
    # At first nobody decides, for only then may a reviewer be invited.
    names = {"writer": "Wren", "player_manager_who_wrote": "Pam", "decider_who_wrote": "Fay", "removed": "Remy"}
    world.people |= {who: join(make_person(name), team, lena, writes=True) for who, name in names.items()}
    for state in STATES:
        world.ideas[state] = _draft(world, state)
    _settle_rights(world)
    for state in STATES:
        _lead_to(world, state)
    _strangers(world)
    _given_away(world)
    for visitor, person in world.people.items():
        client = Client()
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        world.cookies[visitor] = client.cookies
    return world


def _draft(world: World, state: str) -> Idea:
    """Return a draft in which four people wrote, with reviewers invited."""
    mark = live(state) if state in UNSENT else sent(state)
    idea = drafting.start_idea(by=world["writer"], team=world.team, title=mark, summary=mark)
    write_everywhere(idea, world["writer"], mark)
    for who in ("player_manager_who_wrote", "decider_who_wrote", "removed"):
        _answer(idea, Question.objects.select_related("current").get(key=QUESTION), world[who], f"{who} {mark}")
    return idea


def _settle_rights(world: World) -> None:
    """Let reviewers in, then deciders; and one person out."""
    lena, team = world["lead"], world.team
    world.people |= {
        "reviewer": make_person("Rae"),
        "removed_reviewer": make_person("Rex"),
        "guest": make_person("Nia"),
    }
    for state, idea in world.ideas.items():
        rex, _token = inviting.invite_reviewer(idea=idea, by=lena, email=world["removed_reviewer"].email)
        inviting.accept_review(reviewer=rex, by=world["removed_reviewer"])
        inviting.remove_reviewer(reviewer=rex, by=lena)
        address = f"{EXPERT_MARK}{state}@example.org"
        world.reviewers[state], _token = inviting.invite_reviewer(idea=idea, by=lena, email=address)
        _row, token = inviting.invite_reviewer(idea=idea, by=lena, email=world["guest"].email)
        world.tokens[f"ideas:reviewer_accept {state}"] = token
        rae, _token = inviting.invite_reviewer(idea=idea, by=lena, email=world["reviewer"].email)
        inviting.accept_review(reviewer=rae, by=world["reviewer"])  # and now somebody independent decides
    remove_member(by=lena, membership=Membership.objects.get(team=team, user=world["removed"]))
    for who, rights in {
        "decider_who_wrote": {"writes": False, "decides": True, "leads": False},
        "player_manager_who_wrote": {"writes": True, "decides": True, "leads": False},
    }.items():
        change_rights(by=lena, membership=Membership.objects.get(team=team, user=world[who]), **rights)
    world.people["decider"] = join(make_person("Dara"), team, lena, decides=True)
    world.people["player_manager"] = join(make_person("Pat"), team, lena, writes=True, decides=True)
    world.people["only_leads"] = join(make_person("Lou"), team, lena, leads=True)
    world.invitation, _token = invite(by=lena, team=team, email=f"{GUEST_MARK}@example.org", writes=True)


def _lead_to(world: World, state: str) -> None:
    """Take the idea to where it is to stand, and change every word of it since it was submitted."""
    idea, writer = world.ideas[state], world["writer"]
    if state not in UNSENT:
        idea.refresh_from_db()
        snapshot = reviewing.submit(idea=idea, by=writer)
        if state == "withdrawn":
            reviewing.withdraw(idea=idea, by=writer)
        if outcome := DECIDED.get(state) or ("agree" if state in AGREED else ""):
            notes = dict.fromkeys(Decision.PROMPTS, sent(state))
            decision = reviewing.decide(
                snapshot=snapshot, by=world["decider"], outcome=outcome, reasons=sent(state), conditions=sent(state),
                **notes,
            )  # fmt: skip
            replying.reply_to_decision(decision=decision, by=writer, text=said(state))
            replying.answer_ask(decision=decision, number=1, by=writer, text=live(state), base_version=0)
        if state in AGREED - {"agreed"}:
            reviewing.start_testing(idea=idea, by=writer)
        if state in ENDS:
            reviewing.finish(idea=idea, by=writer, name=ENDS[state], learned=live(state))
        write_everywhere(idea, writer, live(state))
    _set_aside(idea, writer, live(state))
    managers, own = (
        commenting.comment(idea=idea, by=writer, text=mark(state), audience=audience)
        for mark, audience in ((said, "managers"), (ours, "team"))
    )
    for thread in (managers, own):
        commenting.reply(thread=thread, by=writer, text=thread.text)
    world.threads[state] = (managers, own)
    link, _token = sharing.make_link(idea=idea, by=writer, days=7, contribute=True, label=ours(state))
    world.contributions[state] = contributing.contribute(link=link, text=ours(state), brings="", address="192.0.2.1")
    if state == "binned":
        drafting.bin_idea(idea=idea, by=writer)
    if state == "shared":
        drafting.share_live(idea=idea, by=writer, shared=True)
        feedback.ask_for_feedback(idea=idea, by=writer, message=live(state))
    idea.refresh_from_db()


def _strangers(world: World) -> None:
    """Add people who have nothing to do with the team."""
    olu = make_person("Olu")
    other = found_team(by=olu, name="Hillside café")
    _row, world.tokens["teams:invitation_accept"] = invite(
        by=world["lead"], team=world.team, email=world["guest"].email, decides=True
    )
    _row, token = invite(by=olu, team=other, email=world["guest"].email, writes=True, decides=True)
    accept_invitation(by=world["guest"], token=token)
    world.people |= {"outsider": olu, "content_admin": make_content_admin()}
    world.people["superuser"] = confirmed(User.objects.create_superuser("sue@example.org", PASSWORD, name="Sue"))


def _given_away(world: World) -> None:
    """Make an idea without marks, of which a link shows everything and the library too; and a view of the list."""
    writer = world["writer"]
    idea = drafting.start_idea(by=writer, team=world.team, title="Tea", summary="Tea for everybody.")
    decided(submitted(idea, writer), world["decider"])
    reviewing.finish(idea=idea, by=writer, name="stop", learned="Nobody likes tea.")
    publishing.publish(idea=Idea.objects.get(pk=idea.pk), by=writer, names=False)
    _link, token = sharing.make_link(idea=idea, by=writer, days=7, contribute=True)
    world.tokens["shared:shared_idea"] = token
    viewing.keep_view(by=writer, name="Drafts", query="status=draft")


def make_content_admin() -> User:
    """Return Cass, who is a content admin as people become one in production."""
    from goodhelp.content_admins import ensure_content_admins

    cass = make_person("Cass")
    User.objects.filter(pk=cass.pk).update(is_staff=True)
    cass.groups.add(ensure_content_admins())
    return User.objects.get(pk=cass.pk)


def _content() -> None:
    """Make two characteristics, each with one of everything, and one row of each kind that has an address."""
    source: Source = SourceFactory(key="test-guide")
    sourced: dict[str, Any] = {"source": source, "order": 1}
    for number, slug in enumerate((SLUG, "enabling-environments"), start=1):
        characteristic = CharacteristicFactory(slug=slug, order=number, source=source)
        for factory in (MechanismFactory, QuestionFactory, PitfallFactory):
            factory(characteristic=characteristic, order=1)
    first, second = Characteristic.objects.order_by("order")
    Connection.objects.create(key="a-connection", characteristic=first, other=second, reason="So.", **sourced)
    Resource.objects.create(key="a-resource", topic="general", name="A list", what="Help.", **sourced)
    Reference.objects.create(key="a-reference", citation="Somebody 2020.", **sourced)
    Term.objects.create(slug="a-term", name="Term", meaning="Meaning.", source=source)
    WordToWeigh.objects.create(key="a-word", words="word", reason="Reason.", better="another", origin="tool")
    Programme.objects.create(slug="a-programme", name="A programme", sector="digital", **sourced)
    sourced["in_short"] = "In short."
    study = CaseStudy.objects.create(
        slug="a-study", name="A study", setting="Here", what="What.", how="How.", **sourced
    )
    Need.objects.create(key="a-need", case_study=study, actor="Staff", text="Time.", source=source, order=1)
    Page.objects.create(slug="a-page", title="A page", section="about", body="Words.", **sourced)
    Principle.objects.create(
        slug="a-principle", name="One", what="What.", example_name="Ex", example="Ex.", question="Well?", **sourced
    )


# --- Words -----------------------------------------------------------------------------------------


def write_everywhere(idea: Idea, by: User, mark: str) -> None:
    """Write the mark into every text of the idea, on top of what stands."""
    texts = dict.fromkeys(Idea.TEXTS, f"Words {mark}") | {"title": f"Title {mark}"}
    idea.refresh_from_db()
    drafting.describe_idea(idea=idea, by=by, values=texts, base_version=idea.version)
    characteristic = Characteristic.objects.get(slug=SLUG)
    version = _version(Focus, idea=idea, characteristic=characteristic)
    choosing.choose(idea=idea, characteristic=characteristic, by=by, why=f"Why {mark}", base_version=version)
    focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea, characteristic=characteristic)
    for component in Component.values:
        values = {"text": f"Way {mark}", **{f"by_{w.value}": True for w in WorksBy}}
        version = _version(Route, focus=focus, component=component)
        choosing.save_route(focus=focus, component=component, by=by, values=values, base_version=version)
    for question in Question.objects.filter(characteristic=characteristic).select_related("current"):
        _answer(idea, question, by, f"Answer {mark}", mark)
    for pitfall in Pitfall.objects.filter(characteristic=characteristic):
        version = _version(PitfallPlan, idea=idea, pitfall=pitfall)
        answering.save_pitfall_plan(
            focus=focus, pitfall=pitfall, by=by, could_happen="yes", plan=f"Plan {mark}", base_version=version
        )
    plan = dict.fromkeys(TestPlan.TEXTS, f"Try {mark}")
    reviewing.save_plan(idea=idea, by=by, values=plan, base_version=_version(TestPlan, idea=idea))


def _answer(idea: Idea, question: Question, by: User, text: str, mark: str = "") -> None:
    focus = Focus.objects.select_related("characteristic", "idea").get(
        idea=idea, characteristic=question.characteristic
    )
    values: dict[str, Any] = {f"on_{b.value}": b is Basis.RESEARCH for b in Basis}
    values |= {"text": text, "state": "partly", "citation": f"By {mark}", "note": f"Note {mark}"}
    version = _version(Answer, idea=idea, question=question)
    answering.save_answer(focus=focus, question=question, by=by, values=values, base_version=version)


def _set_aside(idea: Idea, by: User, mark: str) -> None:
    """Lose a conflict, so that words of this writer are kept aside."""
    values = {"title": f"Aside {mark}", "summary": f"Aside {mark}"}
    assert isinstance(drafting.describe_idea(idea=idea, by=by, values=values, base_version=1), Conflict)


def _version(model: Any, **which: Any) -> int:
    return model.objects.filter(**which).values_list("version", flat=True).first() or 0
