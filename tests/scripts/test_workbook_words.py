"""What the browser's reader of workbooks shares with Python's: words, columns, likeness, dates, ids of added tasks."""

import hashlib
import random
from difflib import SequenceMatcher

import pytest
from javascript import computed

from partner_playbooks.plans.file_names import make_file_stem
from partner_playbooks.plans.interchange import CALENDAR, COLUMNS, HIDDEN, MAX_ROWS, OPTIONAL, TEST_COLUMNS
from partner_playbooks.plans.returned.column_words import (
    HEADINGS,
    SIDES,
    STATUSES,
    normalize_heading,
    normalize_word,
)
from partner_playbooks.plans.state import ADDED
from partner_playbooks.plans.typed_dates import MONTHS, find_date_order, read_typed_date

READING = ("likeness", "columnwords", "typeddates", "sha256")
TITLES = [
    *("Hold the kickoff", "  Grüße - an „Söhne“ ", "CON", "日本 語", "x" * 90, "a_b__c", "Straße ǅ", "é́ 1½²", "…"),
    *("ﬁnish the plan", "lpt1", "two\nlines"),
]


def test_both_sides_know_the_same_words_and_columns():
    found = computed(
        """() => ({ headings: HEADINGS, statuses: STATUS_WORDS, sides: SIDE_WORDS, months: MONTH_NAMES,
            plan: PLAN_COLUMNS, tests: TEST_COLUMNS, optional: OPTIONAL_COLUMNS,
            rows: MOST_ROWS, carrier: CARRIER, free: FREE_DAYS })""",
        None,
        READING,
    )
    assert found["headings"] == {column: list(words) for column, words in HEADINGS.items()}
    assert list(found["headings"]) == list(HEADINGS)
    assert found["statuses"] == {str(status): list(words) for status, words in STATUSES.items()}
    assert found["sides"] == {str(side): list(words) for side, words in SIDES.items()}
    assert [set(names) for names in found["months"]] == [set(names) for names in MONTHS]
    assert list(found["plan"].items()) == list(COLUMNS.items())
    assert list(found["tests"].items()) == list(TEST_COLUMNS.items())
    assert set(found["optional"]) == OPTIONAL
    assert (found["rows"], found["carrier"], found["free"]) == (MAX_ROWS, HIDDEN, CALENDAR)


def test_texts_are_compared_alike():
    texts = [
        "Done_on:",
        "DONE  ON",
        " Fällig\u00a0am ",
        "☑\ufe0f",
        "x !",
        "Maßnahme",
        "-",
        "…",
        "[Status]",
        "\u200eJa\u200f",
    ]
    found = computed("(texts) => texts.map((text) => [normalizeHeading(text), normalizeWord(text)])", texts, READING)
    assert found == [[normalize_heading(text), normalize_word(text)] for text in texts]


def test_likeness_is_measured_as_difflib_does():
    rng = random.Random(3)
    alphabet = "abcde ü😀"
    pairs = [["".join(rng.choices(alphabet, k=rng.randrange(40))) for _ in range(2)] for _ in range(300)]
    pairs += [["abcab" * 50, "abcba" * 60], ["", ""], ["a", ""], ["Dead line", "deadline"]]
    found = computed("(pairs) => pairs.map(([one, other]) => measureLikeness(one, other))", pairs, READING)
    assert found == pytest.approx([SequenceMatcher(None, one, other).ratio() for one, other in pairs])
    assert len({round(each, 6) for each in found}) > 30


def test_typed_dates_mean_the_same_day():
    texts = [
        *("2026-12-01", "2026/1/2", "2026-12-01T09:30:00Z", "01.12.2026", "13.12.2026", "12/13/2026", "1. Dez. 2026"),
        *("1 December 2026", "Dec 1, 2026", "Di, 1. Dezember 26", "31.2.2026", "1.1.1", "May 5 2026", "Jänner 3 2027"),
        *("3. Maerz 2027", "soon", "", "12:30", "5 of 7", "Mon 1.12.2026", "1st Sept 2026", "29.02.2028", "0-0-0"),
    ]
    for order in ("day", "month", ""):
        found = computed(
            "({ texts, order }) => texts.map((text) => readTypedDate(text, order))",
            {"texts": texts, "order": order},
            READING,
        )
        assert found == [day.isoformat() if (day := read_typed_date(text, order)) else "" for text in texts]
    patterns = ["d MMMM yyyy", "MM/dd/yyyy", "yyyy-MM-dd", "dd.MM.yyyy", ""]
    assert computed("(all) => all.map(findDateOrder)", patterns, READING) == [
        find_date_order(each) for each in patterns
    ]


def test_tasks_that_are_added_get_the_same_ids():
    found = computed(
        "(titles) => titles.flatMap((title) => [keyOfAdded(title, 0), keyOfAdded(title, 2)])", TITLES, READING
    )
    expected = [
        f"{ADDED}{make_file_stem(title)}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
        for title in TITLES
        for told in (title, f"{title}\n2")
    ]
    assert found == expected
    long = "ä" * 5000
    assert computed("hashText", long, READING) == hashlib.sha256(long.encode()).hexdigest()


def test_letters_are_folded_as_python_folds_them():
    letters = [chr(code) for code in range(0x20, 0x2C00) if chr(code).isprintable()] + ["ﬁ", "ﬀ", "ﬆ", "\uff21"]
    found = computed("(letters) => letters.map(foldCase)", letters, READING)
    differ = [letter for letter, folded in zip(letters, found, strict=True) if folded != letter.casefold()]
    # Cherokee, whose capitals are its ordinary letters, and letters that newer Unicode has
    assert [each for each in differ if not "\u13a0" <= each <= "\u13fd" and not "\u1c80" <= each <= "\u1c8a"] == []
