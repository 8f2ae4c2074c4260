"""Who may enter the content admin, and what stands in it."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from characteristics.models import Characteristic, Page, Pitfall, Question, Source, Term
from goodhelp.admin import site as admin_site
from goodhelp.content_admins import ensure_content_admins
from ideas.actions.drafting import start_idea
from tests.admin_forms import fields_of, save
from tests.browser import assert_no_sideways_scroll

CANARY = "CANARY-heron-at-the-weir"
CONTENT = [m for m in admin.site._registry if m._meta.app_label in {"characteristics", "casestudies"}]


@pytest.fixture
def editor(person) -> User:
    """Return Edie, who edits the guide through the group, as content admins do."""
    edie = person("Edie")
    User.objects.filter(pk=edie.pk).update(is_staff=True)
    edie.groups.add(ensure_content_admins())
    return User.objects.get(pk=edie.pk)


def change_address(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_address(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


# --- The door -------------------------------------------------------------------------------------


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client, db):
    for address in ("/admin/characteristics/page/", "/admin/login/?next=/admin/characteristics/page/"):
        answer = client.get(address)
        assert answer.headers["Location"] == "/accounts/login/?next=/admin/characteristics/page/"


def test_nobody_is_sent_on_to_another_site(client_for, content_admin):
    answer = client_for(content_admin).get("/admin/login/?next=https://elsewhere.example/")
    assert answer.headers["Location"] == "/admin/"


def test_somebody_who_is_not_staff_is_told_so(client_for, writer):
    answer = client_for(writer).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "look after the guide" in answer.text


def test_staff_need_no_second_factor_where_it_is_not_asked_for(client_for, content_admin, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    assert client_for(content_admin).get("/admin/").status_code == 200


def test_staff_without_a_second_factor_are_shown_where_to_set_it_up(client_for, content_admin, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    answer = client_for(content_admin).get("/admin/", follow=True)
    assert answer.status_code == 403
    assert reverse("mfa_index") in answer.text


def signed_in_with(client, user, rf, method):
    """Let the session say, as allauth does, by which method the person signed in."""
    request = rf.get("/")
    request.session = client.session
    record_authentication(request, user, method)
    request.session.save()


def test_a_session_without_the_second_factor_is_asked_for_it(client_for, content_admin, settings, rf):
    settings.STAFF_NEED_SECOND_FACTOR = True
    Authenticator.objects.create(user=content_admin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = client_for(content_admin)
    signed_in_with(client, content_admin, rf, "code")
    answer = client.get("/admin/characteristics/page/", follow=True)
    assert answer.status_code == 403
    assert "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fcharacteristics%2Fpage%2F" in answer.text


def test_a_session_with_the_second_factor_enters_until_it_is_taken_away(client_for, content_admin, settings, rf):
    settings.STAFF_NEED_SECOND_FACTOR = True
    factor = Authenticator.objects.create(user=content_admin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = client_for(content_admin)
    signed_in_with(client, content_admin, rf, "mfa")
    assert client.get("/admin/").status_code == 200
    factor.delete()
    assert client.get("/admin/").status_code == 302


def test_passwords_are_changed_where_allauth_asks_again_who_it_is(client_for, content_admin):
    answer = client_for(content_admin).get("/admin/password_change/")
    assert answer.headers["Location"] == reverse("account_change_password")


# --- What stands in it ----------------------------------------------------------------------------


def test_only_content_and_people_stand_in_admin():
    assert {model._meta.app_label for model in admin.site._registry} == {"characteristics", "casestudies", "accounts"}
    assert [m for m in admin.site._registry if m._meta.app_label == "accounts"] == [User]


def test_the_group_may_edit_content_and_nothing_else(editor):
    permissions = editor.get_all_permissions()
    assert {name.split(".")[0] for name in permissions} == {"characteristics", "casestudies"}
    for name in ("question", "characteristic", "pitfall", "mechanism", "source"):
        assert f"characteristics.change_{name}" in permissions
        assert f"characteristics.delete_{name}" not in permissions


def test_content_admins_see_no_teams_ideas(client_for, editor, writer, team, guide):
    idea = start_idea(by=writer, team=team, title=f"Title {CANARY}", summary=f"Summary {CANARY}")
    client = client_for(editor)
    addresses = ["/admin/"]
    for model in CONTENT:
        addresses += [list_address(model), *(change_address(row) for row in model._default_manager.all())]
    for address in addresses:
        assert CANARY not in client.get(address).text, address
    assert client.get(idea.get_absolute_url()).status_code == 404
    for app in ("ideas", "teams"):
        for model in apps.get_app_config(app).get_models():
            assert client.get(f"/admin/{app}/{model._meta.model_name}/").status_code == 404


def test_content_admins_see_no_people(client_for, editor, writer):
    client = client_for(editor)
    assert client.get(list_address(User)).status_code == 403
    assert client.get(change_address(writer)).status_code == 403


def test_a_superuser_makes_somebody_a_content_admin(client_for, superuser, writer):
    group = ensure_content_admins()
    answer = save(client_for(superuser), change_address(writer), is_staff="on", groups=[group.pk])
    assert answer.status_code == 302
    writer.refresh_from_db()
    assert writer.is_staff
    assert not writer.is_superuser
    assert list(writer.groups.all()) == [group]


def test_nobody_is_added_or_deleted_in_admin(client_for, superuser, writer):
    client = client_for(superuser)
    assert client.get("/admin/accounts/user/add/").status_code == 403
    assert client.post(f"/admin/accounts/user/{writer.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=writer.pk).exists()


@pytest.mark.parametrize("model", [Characteristic, Question, Pitfall, Source])
def test_what_teams_words_may_rest_on_is_never_deleted(client_for, superuser, guide, model):
    client, row = client_for(superuser), model.objects.first()
    address = reverse(f"admin:characteristics_{model._meta.model_name}_delete", args=[row.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    sent = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(list_address(model), sent)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.once
@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model._meta.model_name)
def test_every_page_of_content_opens_and_saving_it_unchanged_changes_nothing(client_for, editor, full_guide, model):
    client = client_for(editor)
    assert client.get(list_address(model)).status_code == 200
    everything = [m for app in ("characteristics", "casestudies") for m in apps.get_app_config(app).get_models()]
    before = [list(m._default_manager.order_by("pk").values()) for m in everything]
    for row in list(model._default_manager.order_by("pk")[:8]):
        answer = save(client, change_address(row))
        assert answer.status_code == 302, answer.context["errors"]
    assert [list(m._default_manager.order_by("pk").values()) for m in everything] == before


def test_long_lists_cost_few_queries(client_for, editor, full_guide, django_assert_max_num_queries):
    client = client_for(editor)
    for model in CONTENT:
        with django_assert_max_num_queries(14):
            client.get(list_address(model))


def test_a_page_in_admin_links_to_the_page_that_people_read(client_for, editor, full_guide):
    client = client_for(editor)
    page = Page.objects.first()
    assert f'href="{page.get_absolute_url()}"' in client.get(change_address(page)).text
    pitfall = Pitfall.objects.first()
    assert f'href="{pitfall.characteristic.get_absolute_url()}"' in client.get(change_address(pitfall)).text


# --- Plain messages -------------------------------------------------------------------------------


def test_content_without_a_source_is_refused_in_plain_words(client_for, editor, full_guide):
    answer = save(client_for(editor), change_address(Page.objects.filter(origin="guide").first()), source="")
    assert "Name the source" in answer.text


def test_a_second_mechanism_for_the_same_part_is_refused_in_plain_words(client_for, editor, guide):
    characteristic = guide.characteristics[2]
    address = change_address(characteristic)
    sent = fields_of(client_for(editor), address)
    new = {"component": "motivation", "order": "2", "how": "Again.", "source": guide.source.pk, "origin": "guide"}
    sent |= {f"mechanism_set-1-{name}": value for name, value in new.items()}
    answer = client_for(editor).post(address, {**sent, "mechanism_set-TOTAL_FORMS": "2"})
    assert answer.status_code == 200
    assert characteristic.mechanism_set.count() == 1
    assert "duplicate" in answer.text


def test_a_mechanism_is_not_deleted_through_its_characteristic(client_for, superuser, guide):
    characteristic = guide.characteristics[2]
    save(client_for(superuser), change_address(characteristic), **{"mechanism_set-0-DELETE": "on"})
    assert characteristic.mechanism_set.count() == 1


def test_new_rows_get_keys_of_their_own(client_for, editor, guide):
    client, characteristic = client_for(editor), guide.characteristics[0]
    sent = {"characteristic": characteristic.pk, "order": 3, "in_short": "Too much at once", "text": "It happens."}
    for _ in range(2):
        answer = client.post("/admin/characteristics/pitfall/add/", {**sent, "origin": "tool"})
        assert answer.status_code == 302
    keys = set(Pitfall.objects.filter(in_short="Too much at once").values_list("key", flat=True))
    assert keys == {"social-connections-too-much-at-once", "social-connections-too-much-at-once-2"}


def test_the_address_of_a_page_stays(client_for, editor, full_guide):
    page = Page.objects.first()
    slug = page.slug
    save(client_for(editor), change_address(page), slug="elsewhere", title="A new title")
    page.refresh_from_db()
    assert (page.slug, page.title) == (slug, "A new title")


def test_text_that_cannot_be_stored_is_refused_in_plain_words(client_for, editor, full_guide):
    answer = save(client_for(editor), change_address(Term.objects.first()), meaning="one\x00two")
    assert "cannot be stored" in answer.text


# --- Edit links -----------------------------------------------------------------------------------


def edit_link(user, item) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load goodhelp %}{% edit_link item %}").render(Context({"request": request, "item": item}))


def test_content_admins_get_links_to_edit_a_page(editor, guide):
    characteristic = guide.characteristics[0]
    html = edit_link(editor, characteristic)
    assert change_address(characteristic) in html
    assert f"/admin/characteristics/question/?characteristic__id__exact={characteristic.pk}" in html


def test_staff_get_no_link_to_what_they_may_not_change(person, guide):
    user = person("Stan")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    assert edit_link(User.objects.get(pk=user.pk), guide.characteristics[0]) == ""


def test_nobody_else_gets_a_link_nor_costs_a_query(writer, guide, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert edit_link(writer, guide.characteristics[0]) == ""


def test_the_second_factor_must_still_be_there(rf, content_admin, client_for):
    request = rf.get("/")
    request.session, request.user = client_for(content_admin).session, content_admin
    record_authentication(request, content_admin, "mfa")
    assert not admin_site.used_second_factor(request)


# --- In a browser ---------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_admin_works_under_the_strict_content_policy(page_for, superuser, guide):
    """The fixture's list of complaints must stay empty: no inline script or style, no strange sources."""
    page = page_for(superuser)
    for model in admin.site._registry:
        page.goto(list_address(model))
        row = model._default_manager.first()
        if row is not None:
            page.goto(change_address(row))
    page.goto(change_address(guide.characteristics[0]))
    page.get_by_text("Add another Mechanism").click()
    assert page.locator("#id_mechanism_set-3-how").is_visible()
    page.goto("/admin/characteristics/page/add/")
    page.locator("#id_title").press_sequentially("What we think")
    assert page.input_value("#id_slug") == "what-we-think"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_that_asks_for_a_second_factor_fits_a_phone(page_for, content_admin, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    page = page_for(content_admin, width=320)
    page.goto("/admin/")
    assert page.get_by_role("link", name="Set up the second step").is_visible()
    assert_no_sideways_scroll(page)
