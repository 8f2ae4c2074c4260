"""The look: contrast of the tokens in both schemes, the markup of forms, and what the content policy forbids."""

import re
from pathlib import Path

import brotli
import pytest
import yaml
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import FileSystemStorage
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import escape

from goodhelp.settings import BASE_DIR
from goodhelp.storage import HashedStaticFiles
from goodhelp.views.errors import csrf_failure, keep_words, server_error
from text.fields import CleanFormField

FACTS = yaml.safe_load((BASE_DIR / "tests" / "guide_facts.yaml").read_text())
SLUGS = [row["slug"] for row in FACTS["characteristics"]]
CSS = BASE_DIR / "static" / "css"
IMAGES = BASE_DIR / "static" / "img"
STYLESHEETS = ["tokens.css", "base.css", "components.css"]
HUES = [f"hue-{n}" for n in range(1, 9)]
GROUNDS = ["paper", "sheet", "wash"]

# Text needs 4.5 : 1 (WCAG 1.4.3), what one must see to use a control or read a picture 3 : 1 (1.4.11).
TEXT = [
    *[(word, ground) for word in ("ink", "ink-soft", "teal", "teal-deep") for ground in GROUNDS],
    *[(word, ground) for word in ("good", "warn", "bad") for ground in ("paper", "sheet", f"{word}-wash")],
    *[("ink", f"{ground}-wash") for ground in ("good", "warn", "bad")],
    ("on-teal", "teal"), ("on-teal", "teal-deep"), ("on-night", "night"), ("on-accent", "accent"),
]  # fmt: skip
SHAPES = [
    *[("line", ground) for ground in GROUNDS],
    *[("teal", ground) for ground in GROUNDS],
    *[("bad", ground) for ground in GROUNDS],
    *[("focus", ground) for ground in GROUNDS],
    *[(hue, ground) for hue in HUES for ground in GROUNDS],
]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme, by name: those of the light one, with what the other says instead."""
    css = (CSS / "tokens.css").read_text()
    light, dark, paper = re.split(r"@media (?:screen and \(prefers-color-scheme: dark\)|print)", css)
    blocks = {"light": [light], "dark": [light, dark], "print": [light, paper]}[scheme]
    return dict(pair for block in blocks for pair in re.findall(r"--([\w-]+): (#\w{3,6});", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of #rgb or #rrggbb (WCAG 2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_text_colour_stands_out_from_every_ground_it_stands_on(scheme: str) -> None:
    colours = tokens(scheme)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_borders_marks_and_focus_stand_out_from_every_ground(scheme: str) -> None:
    colours = tokens(scheme)
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in SHAPES
        if contrast(colours[pair[0]], colours[pair[1]]) < 3
    }
    assert not weak


def test_colours_stand_in_the_tokens_alone() -> None:
    for name in STYLESHEETS[1:]:
        assert not re.findall(r"#[0-9a-f]{3,8}\b", (CSS / name).read_text()), name


def test_every_variable_that_the_styles_use_is_a_token() -> None:
    defined = set(re.findall(r"--([\w-]+):", "".join((CSS / n).read_text() for n in STYLESHEETS)))
    used = set(re.findall(r"var\(--([\w-]+)", "".join((CSS / n).read_text() for n in STYLESHEETS)))
    assert used <= defined


def test_the_styles_stay_small() -> None:
    assert len(brotli.compress(b"".join((CSS / name).read_bytes() for name in STYLESHEETS))) < 7200


def test_what_every_page_loads_is_served_as_one_file(tmp_path, settings) -> None:
    settings.STATIC_ROOT = tmp_path
    storage = HashedStaticFiles()
    sheets = [f"css/{path.name}" for path in CSS.iterdir()]
    found = {name: (FileSystemStorage(BASE_DIR / "static"), name) for name in sheets}
    pictures = {f"img/{p.name}": (FileSystemStorage(BASE_DIR / "static"), f"img/{p.name}") for p in IMAGES.iterdir()}
    for name, (source, path) in {**found, **pictures}.items():
        with source.open(path) as file:
            storage.save(name, file)
    for _name, _hashed, done in storage.post_process({**found, **pictures}):
        assert not isinstance(done, Exception), done
    served = (tmp_path / storage.stored_name("css/site.css")).read_text()
    at = [served.index(rule) for rule in ("@layer tokens, base, components", "--paper:", "@layer base {", ".char--")]
    assert at == sorted(at)
    assert re.search(r"url\(\"?../img/seedling\.[0-9a-f]{12}\.svg", served)


def test_each_characteristic_has_a_mark_and_a_hue() -> None:
    marks = (BASE_DIR / "static" / "img" / "marks.svg").read_text()
    styles = (CSS / "components.css").read_text()
    assert len(SLUGS) == 8
    for number, slug in enumerate(SLUGS, start=1):
        assert f'<symbol id="{slug}"' in marks
        assert f".char--{slug} {{ --hue: var(--hue-{number}); }}" in styles


# --- Forms ----------------------------------------------------------------------------------------


class Every(forms.Form):
    line = CleanFormField(label="A line", help_text="In a few words.", one_line=True)
    why = CleanFormField(label="Why", required=False, widget=forms.Textarea)
    state = forms.ChoiceField(label="How far", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    basis = forms.MultipleChoiceField(
        label="Rests on", choices=[("a", "Research"), ("b", "Practice")], widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that hold.",
    )  # fmt: skip
    practice = forms.BooleanField(label="Just for practice", help_text="It counts nowhere.")
    version = forms.IntegerField(widget=forms.HiddenInput)


def crispy(form: forms.Form) -> str:
    """Return the form as a page prints it."""
    page = '{% load crispy_forms_tags %}{% include "components/error_summary.html" %}{{ form|crispy }}'
    return Template(page).render(Context({"form": form}))


def ids(html: str) -> list[str]:
    """Return the ids in a page."""
    return re.findall(r'\bid="([^"]+)"', html)


@pytest.mark.parametrize("form", [Every(), Every({}), Every({"why": "Kept <words>"}, prefix="second")])
def test_whatever_a_control_says_it_is_described_by_is_there_once(form: forms.Form) -> None:
    html = crispy(form)
    described = [one for group in re.findall(r'aria-describedby="([^"]+)"', html) for one in group.split()]
    assert len(described) == (3 if not form.is_bound else 7)
    assert len(ids(html)) == len(set(ids(html)))
    assert set(described) <= set(ids(html))


def test_each_error_links_to_a_control_that_is_there_and_is_repeated_beside_it() -> None:
    html = crispy(Every({}))
    links = re.findall(r'<a href="#([^"]+)">', html)
    assert links == ["id_line", "id_state_0", "id_basis_0", "id_practice"]
    assert set(links) <= set(ids(html))
    for name in ("line", "state", "basis", "practice"):
        assert re.search(rf'<p class="error" id="id_{name}_error">.*Please fill this in', html)
    assert 'role="alert" tabindex="-1" autofocus' in html


def test_an_error_of_a_hidden_field_is_said_at_the_top() -> None:
    assert re.search(r"<ul>.*<li>Please fill this in.</li>", crispy(Every({})))


def test_a_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in crispy(Every())


def test_groups_have_a_legend_and_every_control_a_label() -> None:
    html = crispy(Every())
    assert html.count("<fieldset") == html.count("<legend>") == 2
    controls = set(re.findall(r'<(?:input|textarea)(?![^>]*hidden)[^>]*\bid="([^"]+)"', html))
    assert controls == set(re.findall(r'<label for="([^"]+)"', html))


def test_optional_is_said_only_where_other_fields_are_required() -> None:
    assert crispy(Every()).count("(optional)") == 1

    class AllOptional(forms.Form):
        one = forms.CharField(required=False)

    assert "(optional)" not in crispy(AllOptional())


def test_hints_and_words_typed_never_become_markup() -> None:
    class Odd(forms.Form):
        one = forms.CharField(label="<b>label</b>", help_text="<i>hint</i>")

    html = crispy(Odd({"one": "</textarea><script>"}))
    assert "<b>" not in html
    assert "<i>" not in html
    assert "<script" not in html


def test_a_layout_of_crispy_forms_renders_with_our_pack() -> None:
    form = Every({})
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("First", "line", "why"), Div("state", "basis", "practice", "version"))
    form.helper.add_input(Submit("save", "Save it"))
    html = render_crispy_form(form, context={"csrf_token": "token"})
    assert re.search(r"<legend>First</legend>.*id_line", html, re.DOTALL)
    assert 'class="button' in html
    assert "Save it</button>" in html
    assert "novalidate" in html
    assert "error-summary" in html


# --- Pages ----------------------------------------------------------------------------------------

TEMPLATES = sorted((BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(BASE_DIR / "templates")))
def test_no_template_holds_what_the_content_policy_forbids(path: Path) -> None:
    html = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\sstyle=", html)
    assert not re.search(r"<[^>]*\son[a-z]+=", html)
    assert "<style" not in html
    for script in re.findall(r"<script[^>]*>", html):
        assert "src=" in script or 'type="application/json"' in script


def test_a_page_with_a_form_in_error_says_so_first_in_its_title() -> None:
    request = RequestFactory().get("/")
    page = render_to_string("goodhelp/profile.html", {"form": Every({}), "request": request, "user": None})
    assert "<title>Error: Your name" in page
    page = render_to_string("goodhelp/profile.html", {"form": Every(), "request": request, "user": None})
    assert "<title>Your name" in page


class Untouchable:
    """Stands for what costs a query: the visitor and the messages."""

    def __bool__(self) -> bool:
        raise AssertionError("asked")

    def __getattr__(self, name: str) -> None:
        raise AssertionError("asked")

    def __iter__(self) -> None:
        raise AssertionError("asked")


def test_the_page_for_a_fault_of_ours_asks_for_nothing_that_may_be_broken() -> None:
    request = RequestFactory().get("/")
    request.user = request._messages = Untouchable()
    response = server_error(request)
    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()


def test_words_that_could_not_be_saved_are_shown_and_can_be_sent_again() -> None:
    words = "First line\n<b>second</b> & third"
    request = RequestFactory().post("/ideas/7/describe/?from=report", {"summary": words, "version": "3"})
    request.META["HTTP_ORIGIN"] = "http://testserver"
    request.user = AnonymousUser()
    for answer in (csrf_failure(request), keep_words(request, "errors/signed_out.html", 403)):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert 'action="/ideas/7/describe/?from=report"' in page
        assert f">\n{escape(words)}</textarea>" in page
        assert 'name="version" value="3"' in page
        assert "csrfmiddlewaretoken" in page
