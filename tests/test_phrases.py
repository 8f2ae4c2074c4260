"""Finding words to weigh in a text, and the same list of cases in the browser's script."""

import pytest
from django.urls import reverse

from tests.factories import WordToWeighFactory
from text.phrases import Phrases

FORMS = {
    "empower": ["empower", "empowered", "empowering", "empowerment"],
    "claimant": ["claimant"],
    "hard-to-reach": ["hard to reach", "harder to reach"],
    "non-compliant": ["non-compliant"],
    "reach-out": ["hard"],
    "eclair": ["éclair"],
}
# What is written, and what is found in it, as it stands there.
CASES = [
    ("We empower people.", {"empower": "empower"}),
    ("EMPOWERED, or Empowering", {"empower": "EMPOWERED"}),
    ("She empowers them", {"empower": "empowers"}),
    ("the claimants’ forms", {"claimant": "claimants"}),
    ("a claimant's form; another claimant’s", {"claimant": "claimant's"}),
    ("claimantry and reclaimant", {}),
    ("hard-to-reach groups", {"hard-to-reach": "hard-to-reach"}),
    ("Hard  to\nreach", {"hard-to-reach": "Hard  to\nreach"}),
    ("It was hard. To reach them we walked.", {"reach-out": "hard"}),
    ("non compliant, non\u2011compliant", {"non-compliant": "non compliant"}),
    ("noncompliance", {}),
    ("eclairs, e\u0301clair, ÉCLAIR", {"eclair": "eclairs"}),
    ("_empower_ **claimant**", {"empower": "empower", "claimant": "claimant"}),
    ("claimant first, then empower, then claimant", {"claimant": "claimant", "empower": "empower"}),
    ("", {}),
    ("hard to", {"reach-out": "hard"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_are_found_whole_in_any_capitals_with_or_without_accents(text, expected) -> None:
    found = [(each.key, each.written) for each in Phrases(FORMS).find(text)]
    assert found == list(expected.items())


def test_a_phrase_without_letters_is_never_found() -> None:
    assert list(Phrases({"nothing": ["", "–", "…"]}).find("– … nothing")) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_script_finds_what_the_server_finds(page_for, guide, team, writer) -> None:
    for key, (words, *others) in FORMS.items():
        WordToWeighFactory(key=key, words=words, other_forms=", ".join(others))
    page = page_for(writer)
    with page.expect_response("**/words-to-weigh.json"):
        page.goto(reverse("ideas:idea_start"))
    page.wait_for_load_state("networkidle")
    script = page.locator("script[src*='weighing']").get_attribute("src")
    found = page.evaluate(
        "async ([script, texts]) => { const { find } = await import(script); return texts.map((t) => [...find(t)]); }",
        [script, [text for text, _expected in CASES]],
    )
    assert [dict(each) for each in found] == [expected for _text, expected in CASES]
