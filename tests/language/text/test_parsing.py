from __future__ import annotations

import re
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_playbooks.language.text import (
    REFERENCE_KINDS,
    RICH_LIMIT,
    Code,
    Emphasis,
    Link,
    ListBlock,
    NamedValue,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
    TextError,
    list_references,
    parse_rich,
    rich_text,
    to_markdown,
    to_plain,
)
from partner_playbooks.language.text import list_value_names as values_of


def inlines(source):
    (paragraph,) = parse_rich(source, inline=True).blocks
    return paragraph.children


def problems(source, **options):
    with pytest.raises(TextError) as caught:
        parse_rich(source, **options)
    return caught.value.problems


def item(text, *blocks):
    return (Paragraph((Text(text),)), *blocks)


def bullets(*items):
    return ListBlock(ordered=False, start=1, items=items)


def numbered(start, *items):
    return ListBlock(ordered=True, start=start, items=items)


@pytest.mark.parametrize(
    ("source", "children"),
    [
        ("a *b* c", (Text("a "), Emphasis((Text("b"),)), Text(" c"))),
        ("**a `b`**", (Strong((Text("a "), Code("b"))),)),
        ("one\ntwo", (Text("one two"),)),
        ("at {programme.portal}.", (Text("at "), NamedValue("programme.portal"), Text("."))),
        ("{programme.lms_name}", (NamedValue("programme.lms_name"),)),
        ("\\{programme.portal}", (Text("{programme.portal}"),)),
        ("`{programme.portal}`", (Code("{programme.portal}"),)),
        ("[a](role:partner-manager)", (Link((Text("a"),), Reference("role", "partner-manager")),)),
        ("[a](item:activate.portal-access)", (Link((Text("a"),), Reference("item", "activate.portal-access")),)),
        ("[a](https://a.example/ü?b=c)", (Link((Text("a"),), "https://a.example/%C3%BC?b=c"),)),
        ("[a](mailto:a@b.example)", (Link((Text("a"),), "mailto:a@b.example"),)),
        ("<https://a.example>", (Link((Text("https://a.example"),), "https://a.example"),)),
        ("\\# a \\* b \\< c", (Text("# a * b < c"),)),
    ],
)
def test_inline_marks_become_a_tree(source, children):
    assert inlines(source) == children


@pytest.mark.parametrize(
    "source",
    [
        *("{{ x }}", "{% if x %}", "{: .x}", "{x}", "a { b", "*[ABBR]: x", "!!! note", "[^1]", "==x==", "~~x~~", "[x]"),
        *(
            "&amp; &#8238; &nbsp;",
            "a < b > c",
            "<3",
            "snake_case_name",
            "C:\\temp",
            "5 * 3",
            "a | b",
            "https://a.example",
        ),
        *("{programme.}", "{programme.A}", "{ programme.a }", "!", "a!", "#hash", "1.5", "a -- b", "ana@example.com"),
    ],
)
def test_what_is_no_mark_is_text_as_typed(source):
    assert inlines(source) == (Text(source),)


def test_lists_nest_to_three_levels():
    source = "- a\n- b\n  1. c\n  2. d\n     - e\n\nf"
    inner = numbered(1, item("c"), item("d", bullets(item("e"))))
    assert parse_rich(source).blocks == (bullets(item("a"), item("b", inner)), *item("f"))


@pytest.mark.parametrize(
    "source",
    [
        "| a | *b* |\n|---|---|\n| 1 \\| 2 | |",
        "a | *b*\n--|--\n| 1 \\| 2 | |",
        "  |a|*b*|  \n|:-|-:|\n|1 \\| 2||",
    ],
)
def test_a_table_has_the_same_cells_however_it_is_drawn(source):
    rows = (((Text("a"),), (Emphasis((Text("b"),)),)), ((Text("1 | 2"),), ()))
    assert parse_rich(f"x\n\n{source}\n\ny").blocks == (*item("x"), Table(rows), *item("y"))


def test_a_numbered_list_keeps_its_first_number():
    assert parse_rich("7. a\n8. b").blocks == (numbered(7, item("a"), item("b")),)


@pytest.mark.parametrize(
    ("source", "message", "snippet"),
    [
        ("# a", "headings are not allowed", "# a"),
        ("a\n===", "headings are not allowed", "a"),
        ("| a |\n|---|", "a table has no rows", "| a |"),
        ("a\n| b | c |\n|---|---|\n| 1 | 2 |", "a table begins in the middle of a paragraph", "a"),
        ("- a\n\n  | b |\n  |---|\n  | 1 |", "a table stands in a list", "| b |"),
        ("| a | b |\n|---|---|\n| 1 |", "this row of a table has 1 of 2 cells", "| 1 |"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "this row of a table has 3 of 2 cells", "| 1 | 2 | 3 |"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\nc", "this row of a table has 1 of 2 cells", "c"),
        ("| a | |\n|---|---|\n| 1 | 2 |", "a column of a table has no heading", "| a | |"),
        (
            "|a" * 9 + "|\n" + "|-" * 9 + "|\n" + "|1" * 9 + "|",
            "a table in a text has at most 8 columns and 40 rows",
            "|a" * 9 + "|",
        ),
        ("| a |\n|---|\n| <b>1 |", "HTML is not allowed", "<b>"),
        ("| a |\n|---|\n| ![x](https://a.example) |", "images are not allowed", "!["),
        ("> a", "quotes are not allowed", "> a"),
        ("a\n\n    b", "indented code is not allowed", "b"),
        ("```\na\n```", "code blocks are not allowed", "```"),
        ("~~~\na", "code blocks are not allowed", "~~~"),
        ("a\n\n***", "rules are not allowed", "***"),
        ("<div>a</div>", "HTML is not allowed", "<div>a</div>"),
        ("a <!-- b --> c", "HTML is not allowed", "<!-- b -->"),
        ("a <br> c", "HTML is not allowed", "<br>"),
        ("[a]: https://a.example", "link definitions are not allowed", "[a]: https://a.example"),
        ("a\\\nb", "forced line breaks are not allowed", "a\\"),
        ("a  \nb", "forced line breaks are not allowed", "a  "),
        ("a ![b](https://a.example/b.png)", "images are not allowed", "!["),
        ('[a](https://a.example "b")', "link titles are not allowed", "b"),
        ("[](https://a.example)", "a link has no label", "](https://a.example"),
        ("[a](b.md)", 'the link "b.md" leads to no known place', "b.md"),
        ("[a](//a.example)", 'the link "//a.example" leads to no known place', "//a.example"),
        ("[a](#b)", 'the link "#b" leads to no known place', "#b"),
        ("[a](javascript:alert)", 'a link cannot start with "javascript:"', "javascript:alert"),
        ("[a](data:text/html,b)", 'a link cannot start with "data:"', "data:text/html,b"),
        ("[a](file:///etc)", 'a link cannot start with "file:"', "file:///etc"),
        ("[a](https:b)", 'the link "https:b" is not a complete address', "https:b"),
        ("[a](mailto:b)", 'the link "mailto:b" is not a complete address', "mailto:b"),
        ("[a](https://{programme.portal}/b)", "a value cannot stand inside a link", "https://{programme.portal}/b"),
        ("[a](role:A)", '"A" is not an id', "role:A"),
        ("[a](item:b)", '"b" is not an id', "item:b"),
        ("[a](role:b.c)", '"b.c" is not an id', "role:b.c"),
        ("- a\n-", "a list item has no text of its own", "-"),
        ("- - a", "a list item has no text of its own", "- - a"),
        ("- a\n  - b\n    - c\n      - d", "lists are nested more than 3 levels deep", "- d"),
        ("*a **b " * 9 + "c** d*" * 9, "emphasis is nested too deeply", None),
        ("a\tb", "the text holds a tab", "\t"),
        ("a\u202eb", "the text holds the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE)", "\u202e"),
        ("a\x00b", "the text holds the invisible character U+0000 (a control character)", "\x00"),
        (" \n", "the text is empty", ""),
        ("a" * (RICH_LIMIT + 1), "the text has 10,001 characters; at most 10,000 are allowed", ""),
    ],
)
def test_what_is_outside_the_subset_is_refused(source, message, snippet):
    (problem,) = problems(source)
    assert problem.message == message
    assert problem.hint
    assert snippet is None or problem.snippet == snippet


def test_an_unknown_kind_of_link_suggests_the_nearest():
    assert [problem.hint for problem in problems("[a](rolle:b)")] == ['did you mean "role:b"?']
    assert "https:" in problems("[a](zzz:b)")[0].hint


def test_every_kind_may_be_linked_to():
    identifier = {"item": "a.b"}
    for kind in REFERENCE_KINDS:
        reference = Reference(kind, identifier.get(kind, "a"))
        assert list(list_references(parse_rich(f"- [a]({kind}:{reference.id})"))) == [reference]


def test_all_problems_come_at_once_each_of_them_once():
    found = problems("# a\n\n<b>c</b> [d](e) <b>f</b>\n\n> g")
    assert [problem.snippet for problem in found] == ["# a", "<b>", "</b>", "e", "> g"]


def test_an_inline_field_takes_one_paragraph():
    for source in ("- a", "a\n\nb"):
        assert [problem.message for problem in problems(source, inline=True)] == ["this field takes one paragraph"]


def test_the_error_says_its_first_problem():
    with pytest.raises(TextError, match=r"^headings are not allowed$") as caught:
        parse_rich("# a\n\n> b")
    assert caught.value.code == "PB115"


def test_references_and_values_come_in_reading_order():
    text = parse_rich("- **[a](role:b) {programme.c}**\n  - [d](term:e) {figure.c-d}\n\n{tier.f.g}")
    assert list(list_references(text)) == [Reference("role", "b"), Reference("term", "e")]
    assert list(values_of(text)) == ["programme.c", "figure.c-d", "tier.f.g"]


def test_plain_text_is_one_line_without_marks():
    text = parse_rich("One **two** `a`\n\n- [three](role:b)\n- {programme.x}")
    assert to_plain(text, value=str.upper) == "One two a three PROGRAMME.X"


MARKS = st.sampled_from(
    ["a", "b ", " ", "\n", "\n\n", "*", "**", "_", "`", "[", "](", ")", "](role:a)", "- ", "  ", "1. "]
)
MORE = st.sampled_from(
    ["{programme.a}", "<", ">", "!", "#", "\\", "|", "---", "&", "~~~", "(https://a.example)", "\u00e9"]
)


@given(st.lists(MARKS | MORE, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_source_gives_a_tree_or_problems_that_point_into_it(source):
    try:
        text = parse_rich(source)
    except TextError as error:
        found = error.problems
        text = None
    if text is None:
        assert found
        assert all(problem.snippet in source for problem in found)
    else:
        written = to_markdown(text, link=lambda reference: f"https://a.example/{reference.id}", value=str)
        # Where no HTML is needed, what is written can be read again, and says the same.
        if not set("<&") & set(written):
            assert to_plain(parse_rich(written), value=str).split() == to_plain(text, value=str).split()


@given(st.from_regex(rich_text._PLAIN, fullmatch=True))
@settings(max_examples=500)
def test_a_line_without_signs_is_read_as_any_other(source):
    """Whatever is read the short way has but one reading."""
    with mock.patch.object(rich_text, "_PLAIN", re.compile(r"(?!)")):
        long = parse_rich(source)
    assert parse_rich(source) == long
