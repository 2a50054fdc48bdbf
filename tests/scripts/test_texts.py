"""Texts of plans: what is cleaned, what is refused and what is shown, alike on the command line and in the browser."""

import json
import sys

import pytest
from drawing import draw_texts
from javascript import computed
from running import ROOT

from partner_playbooks.plans.texts import (
    LIMIT,
    NAME_LIMIT,
    WITH_LINES,
    classify_text,
    clean_text,
    find_text_fault,
    show_text,
)

TABLE = ROOT / "tests" / "scripts" / "texts.json"
"""Cases that both sides read: text, whether it may have lines, cleaned, the kind of fault left, and what is shown."""
CASES = json.loads(TABLE.read_text(encoding="utf-8"))
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
PERSIAN = "می\u200cخواهم"  # noqa: RUF001 - letters of Persian, with the joiner that it needs
GOOD = {
    "": "",
    "plain": "plain",
    "two\tcells": "two cells",
    "three\t\tcells\t": "three  cells ",
    "a\u2028b": "a b",
    "a\u2029b": "a b",
    "a\r\nb": "a b",
    "a\rb\nc": "a b c",
    "a\vb\fc\x85d": "a b c d",
    "\ufeffa\u200bb": "ab",
    "Grüße, “Söhne” & Co. — 5 €": "Grüße, “Söhne” & Co. — 5 €",
    "So\u0308hne": "So\u0308hne",
    "日本株式会社": "日本株式会社",
    "שלום\u200f (\u200eAcme)": "שלום\u200f (\u200eAcme)",
    "مرحبا\u061c!": "مرحبا\u061c!",
    PERSIAN: PERSIAN,
    "क\u094d\u200dष": "क\u094d\u200dष",
    "👩\u200d👩\u200d👧 ❤\ufe0f": "👩\u200d👩\u200d👧 ❤\ufe0f",
    SCOTLAND: SCOTLAND,
    "a\u00a0b\u3000c": "a\u00a0b\u3000c",
    "Zu\u00adsam": "Zu\u00adsam",
    "\uf0b7 from Word, \uf8ff from a Mac": "\uf0b7 from Word, \uf8ff from a Mac",
    "\ufffd\ufffc": "\ufffd\ufffc",
    "\U0003fffd\U0010fffd": "\U0003fffd\U0010fffd",
    "__proto__": "__proto__",
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
}
"""What is accepted as one line, and as what."""
BAD = {
    "a\0b": "control",
    "a\x07b": "control",
    "a\x1bb": "control",
    "a\x7fb": "control",
    "a\x9fb": "control",
    "a\u202eb": "direction",
    "\u202aa\u202c": "direction",
    "\u2068Acme\u2069": "direction",
    "a\u206ab": "hidden",
    "\ufff9a\ufffab\ufffb": "hidden",
    "a\U000e0041b": "hidden",
    "🏴\U000e0067": "hidden",
    "a\ud800b": "broken",
    "a\udcff": "broken",
    "\ud83d🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\ude00": "broken",
    "a\ufdd0b": "nothing",
    "a\uffffb": "nothing",
    "a\U0005fffeb": "nothing",
}
"""What is refused, and why."""


def case(text, *, lines):
    cleaned = clean_text(text, lines=lines)
    return [text, lines, cleaned, classify_text(cleaned, lines=lines), show_text(text, lines=lines)]


def table(seed=14, count=150):
    """Make the table anew: `cd tests/scripts; python -c "import test_texts as t; t.TABLE.write_text(t.table())"`."""
    texts = [*GOOD, *BAD, *draw_texts(seed, count, 25)]
    cases = [case(text, lines=lines) for text in texts for lines in (False, True)]
    return "[\n" + ",\n".join(json.dumps(each) for each in cases) + "\n]\n"


def test_python_has_the_answers_of_the_table():
    assert len(CASES) > 350
    assert {kind for *_, kind, _ in CASES} == {None, "control", "direction", "hidden", "broken", "nothing"}
    assert [case(text, lines=lines) for text, lines, *_ in CASES] == CASES
    assert {text: clean_text(text) for text in GOOD} == GOOD
    assert {text: find_text_fault(text) for text in GOOD.values()} == dict.fromkeys(GOOD.values())
    assert {text: classify_text(clean_text(text)) for text in BAD} == BAD


def test_the_browser_has_the_answers_of_the_table():
    """(faults A1)"""
    function = """(cases) => cases.map(([text, lines]) => {
        const cleaned = cleanText(text, lines);
        return [text, lines, cleaned, findTextFault(cleaned, lines)?.kind ?? null, showText(text, lines)];
    })"""
    assert computed(function, CASES) == CASES


@pytest.mark.long
def test_both_judge_every_character_alike():
    """(faults A1)"""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    function = """() => {
        const every = [...Array(0x110000).keys()].map((code) => String.fromCodePoint(code));
        const changed = every.map((each) => [each, cleanText(each)]).filter(([one, other]) => one !== other);
        const faults = every.map((each) => [each, findTextFault(each, true)?.kind]).filter(([, kind]) => kind);
        return { changed, faults };
    }"""
    found = computed(function, None)
    assert found["faults"] == [[each, kind] for each in every if (kind := classify_text(each, lines=True))]
    assert found["changed"] == [[each, cleaned] for each in every if (cleaned := clean_text(each)) != each]


def test_what_is_cleaned_once_is_clean():
    for text in [*GOOD, *BAD, *draw_texts(16, 300)]:
        for lines in (False, True):
            cleaned = clean_text(text, lines=lines)
            assert clean_text(cleaned, lines=lines) == cleaned
            assert classify_text(cleaned, lines=lines) != "lines"


def test_a_shown_text_holds_nothing_that_is_refused():
    for text in [*BAD, *draw_texts(15, 300)]:
        shown = show_text(text)
        assert classify_text(shown) is None
        assert "\ufffd" in shown or shown == clean_text(text)


def test_a_reason_names_the_character_and_what_to_do():
    assert find_text_fault("a\u202eb") == (
        "it holds U+202E (RIGHT-TO-LEFT OVERRIDE), which makes a text read in another order than it is written; "
        "type it again without"
    )
    assert find_text_fault("x" * 2001) == "it has 2,001 characters, and 2,000 are the most; shorten it"
    assert find_text_fault("a\nb") == "it has a line break; write it on one line"
    assert find_text_fault("a\nb", lines=True) is None


def test_characters_are_counted_as_a_reader_counts_them():
    texts = ["x" * LIMIT, "😀" * LIMIT, "x" * (LIMIT + 1), "😀" * (LIMIT + 1)]
    expected = [[None, texts[0]], [None, texts[1]], ["long", texts[0][1:] + "…"], ["long", texts[1][1:] + "…"]]
    assert [[classify_text(text), show_text(text)] for text in texts] == expected
    function = "(texts) => texts.map((text) => [findTextFault(text)?.kind ?? null, showText(text)])"
    assert computed(function, texts) == expected


def test_the_limits_stand_in_both_languages():
    limits = computed("() => [MOST_OF_A_TEXT, MOST_OF_A_NAME, [...WITH_LINES].sort()]", None)
    assert limits == [LIMIT, NAME_LIMIT, sorted(WITH_LINES)]
