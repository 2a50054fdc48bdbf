"""How findings read: places, frames that point at them, and a summary."""

import json

import pytest

from partner_playbooks.language.diagnostics import Diagnostic, Severity, Span
from partner_playbooks.reporters import REPORTERS

FILE = "content/roles/finance.yml"


def frame(text, span):
    """Give the lines of the frame alone."""
    report = REPORTERS["text"]([Diagnostic("PB999", "it is wrong", span)], {FILE: text})
    return report.split("\n\n")[0].split("\n")[1:]


def test_a_frame_shows_the_line_before_and_marks_the_place():
    assert frame("id: finance\ntitle: Money\n", Span(FILE, 2, 8, 2, 13)) == [
        "  |",
        "1 | id: finance",
        "2 | title: Money",
        "  |        ^^^^^",
    ]


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first():
    assert frame("a: |\n  one\n  two\n", Span(FILE, 1, 4, 3, 6))[1:] == ["1 | a: |", "  |    ^"]


def test_an_empty_place_is_marked_with_one_sign():
    assert frame("a:\n", Span(FILE, 1, 3, 1, 3))[1:] == ["1 | a:", "  |   ^"]


@pytest.mark.parametrize(
    ("text", "span"),
    [("", Span(FILE)), ("a: b\n", Span(FILE, 3, 1, 3, 1)), ("a: b\n\nc", Span(FILE, 2, 1, 2, 1))],
)
def test_where_nothing_stands_there_is_no_frame(text, span):
    assert frame(text, span) == []


def test_what_cannot_be_seen_is_shown():
    assert frame("\ta: b\u202ec\n", Span(FILE, 1, 1, 1, 2))[1:] == ["1 | →a: b\ufffdc", "  | ^"]


@pytest.mark.parametrize("start", [1, 100, 121, 500, 995])
def test_a_long_line_is_cut_around_the_place(start):
    line = "".join(f"{n:05}" for n in range(0, 1000, 5))
    _, shown, marks = frame(line, Span(FILE, 1, start, 1, start + 5))
    place = marks.index("^")
    assert marks.count("^") == 5
    assert shown[place : place + 5] == line[start - 1 : start + 4]
    assert len(shown) < 130


def test_a_report_gives_related_places_the_way_out_and_a_summary():
    findings = [
        Diagnostic("PB101", "one", Span(FILE), "do this"),
        Diagnostic("PB202", "two", Span("content/b.yml", 2, 3, 2, 4), related=(("first here", Span(FILE, 7, 1)),)),
        Diagnostic("PB601", "three", Span("content/b.yml"), severity=Severity.WARNING),
    ]
    assert REPORTERS["text"](findings, {}) == (
        f"{FILE}:1:1 PB101 one\n  help: do this\n\n"
        f"content/b.yml:2:3 PB202 two\n  note: {FILE}:7:1: first here\n\n"
        "content/b.yml:1:1 PB601 warning: three\n\n"
        "Found 2 errors and 1 warning in 2 files.\n"
    )
    first, second, third = json.loads(REPORTERS["json"](findings, {}))
    assert (first["code"], first["help"], first["related"]) == ("PB101", "do this", [])
    assert second["related"][0]["line"] == 7
    assert third["severity"] == "warning"


def test_no_findings():
    assert REPORTERS["text"]([], {}) == "All content is in order: 0 findings.\n"
    assert json.loads(REPORTERS["json"]([], {})) == []
