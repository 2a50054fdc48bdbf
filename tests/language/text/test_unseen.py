"""What shows nothing, what looks like a list, and what looks like Markdown where it is none (faults G8)."""

import pytest
from sampling import some
from shipped import FILES, TODAY

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.ids import find_dotted_problem, find_slug_problem, make_slug
from partner_playbooks.language.text import TextError, check_plain, parse_rich

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize("reader", [check_plain, parse_rich])
@pytest.mark.parametrize(
    "text",
    [
        "\u00a0",
        "\u3000",
        "\u200d",
        "\ufe0f",
        "\u2800",
        "\u0301",
        "\U000e0041",
        "\u00ad",
        "\u3164",
        " \u00a0 ",
        "\u2003",
    ],
)
def test_a_text_that_shows_nothing_is_none(reader, text):
    with pytest.raises(TextError):
        reader(text)


@pytest.mark.parametrize("reader", [check_plain, parse_rich])
@pytest.mark.parametrize(
    "text",
    [
        "Sell\U000e0041 it",
        "Sell\U000e0001 it",
        "Sell \u2063it",
        "Sell\u200b it",
        "Sell\ufe0f it",
        "Sell \ufe01\ufe02it",
        "Sell\u200d\u200dit",
        "\u200dSell",
        "Sell\u3164it",
        "\U0001f3f4\U000e0067 half a flag",
    ],
)
def test_what_nobody_sees_is_told(reader, text):
    with pytest.raises(TextError, match="invisible"):
        reader(text)


@pytest.mark.parametrize("reader", [check_plain, parse_rich])
@pytest.mark.parametrize(
    "text",
    [
        "Family \U0001f468\u200d\U0001f469\u200d\U0001f467",
        "Love \u2764\ufe0f and 1\ufe0f\u20e3",
        "Eye \U0001f441\ufe0f\u200d\U0001f5e8\ufe0f",
        f"Flag {SCOTLAND}",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u845b\U000e0100\u57ce",
        "Donau\u00addampf\u00adschiff",
        "10\u00a0%",
        "\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35",
    ],
)
def test_what_scripts_and_emoji_need_stays(reader, text):
    reader(text)


@pytest.mark.parametrize(
    "text",
    [
        "- the plan\n-the person",
        "- the plan\n- the date\n*the person",
        "1. the plan\n2.the person",
        "First\n1)the person",
        "\u2022 the plan\n\u2022 the person",
        "-the person",
        "- the plan\n  -the person",
        "- the plan\n+the person",
    ],
)
def test_an_entry_without_its_blank_is_told(text):
    with pytest.raises(TextError, match="starts no entry of a list") as told:
        parse_rich(text)
    assert all(problem.hint.startswith("write ") for problem in told.value.problems)


@pytest.mark.parametrize(
    "text",
    [
        "*Emphasis* first",
        "**Strong** first",
        "- the plan\n-5 % at most",
        "- a\n- b",
        "In\n1.5 days",
        r"\-the person",
        "+49 30 1",
    ],
)
def test_other_texts_are_not(text):
    parse_rich(text)


def test_the_help_for_a_glued_entry_mends_it():
    for text in ("- the plan\n-the person", "- the plan\n* the date\n*the person", "1. the plan\n2.the person"):
        with pytest.raises(TextError) as told:
            parse_rich(text)
        (problem,) = told.value.problems
        entry, _, escaped = problem.hint.removeprefix('write "').partition('", or ')
        parse_rich(text.replace(problem.snippet, entry))
        mark = escaped.partition(" ")[0]
        parse_rich(text.replace(problem.snippet, mark + problem.snippet.removeprefix(mark.replace("\\", ""))))


@pytest.mark.parametrize("id_", ["-rf", "rf-", "-", "--", "--help", "a" * 65, "", "a_b", "\u00e4b"])
def test_an_id_that_a_command_would_take_for_an_option_is_none(id_):
    message, hint = find_slug_problem(id_)
    assert "cannot be an id" in message
    offered = hint.partition('"')[2].partition('"')[0]
    assert find_slug_problem(offered) is None
    assert find_dotted_problem(f"activate.{id_}", "activate") is not None


@pytest.mark.parametrize("name", ["legal copy", "-rf", "con", "\u00dcber uns", "\u65e5\u672c", "Legal (2)", "x" * 90])
def test_an_id_that_is_made_of_a_name_can_be_one(name):
    assert find_slug_problem(make_slug(name)) is None


@pytest.mark.long
@pytest.mark.parametrize(
    "title",
    some(
        [
            "Read [x](term:y)",
            "Read **this**",
            "Use `code`",
            "See ![a](b.png)",
            "See <https://example.com>",
            "On {programme.portal}",
            "Read *this* now",
            "Read __this__",
            "Line<br>break",
        ],
        3,
    ),
)
def test_markdown_in_a_plain_title_is_warned_of(title):
    file = "content/roles/legal.yml"
    raw = FILES[file].decode().replace("title: Legal\n", f'title: "{title}"\n', 1).encode()
    found = examine(FILES | {file: raw}, TODAY, languages=("de", "en"))
    assert [(each.code, each.span.file, each.span.line) for each in found.diagnostics] == [("PB118", file, 2)]
    assert not found.has_errors


@pytest.mark.long
@pytest.mark.parametrize(
    "title", some(["Plan [draft] (v2)", "5 * 3 * 2", "snake_case_name", "A < B > C", "{placeholder}", "R&D*"], 3)
)
def test_other_titles_are_not(title):
    file = "content/roles/legal.yml"
    raw = FILES[file].decode().replace("title: Legal\n", f'title: "{title}"\n', 1).encode()
    assert examine(FILES | {file: raw}, TODAY, languages=("de", "en")).diagnostics == ()
