"""YAML text: what is read, where it stands, and what is refused (docs/diagnostics.md, PB002-PB107)."""

from __future__ import annotations

import re
import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_playbooks.language.diagnostics import Severity, Span
from partner_playbooks.language.source import MAX_BYTES, MAX_DEPTH, Document, parse_file
from partner_playbooks.language.source.scalar_checks import ODD_BLANKS

FILE = "content/stages/align.yml"

SAMPLE = """\
# The second stage.
---
id: align
title: Align
phase: build
purpose: >-
  Both parties agree on what they want to reach,
  by when, and who does what.

accountable: partner-manager
review:
  owner: "partner-operations"
  by: 2027-03-31

entry:
  - The agreement is signed
  - 'The partner''s sponsor is named'
exit:
- title: The joint plan is signed
  audience: partner
- title: "Targets: one each"

raci:
  - activity: Write the plan
    responsible: partner-manager
    accountable: partner-lead
    consulted: [sales, marketing]
    informed: {always: finance, sometimes: legal}

checklist:
  - id: align.kick-off
    title: Hold the kick-off
    owner: partner-manager
    due: {anchor: agreement, day: 14}
    required: yes
    done_when: |
      Minutes are filed,

      and "all" have seen them.
    depends_on:
      - activate.portal-access
    audience: partner

  - id: align.plan
    title: Sign the joint plan, größer 😀
    owner: partner-lead
    due:
      anchor: agreement
      day: 030
    recurrence: quarterly
    documents: []
    notes:

metrics:
  - time-to-plan  # days
  - plan-coverage
questions:
  - text: "Who pays for \\"joint\\" campaigns?"
    for: ~
  - text: What stops us?
    answer: ''
aliases:
  - joint-planning
"""


def read(text: str) -> Document:
    """Read a text that has nothing wrong with it."""
    document, found = parse_file(FILE, text.encode())
    assert found == []
    assert document is not None
    return document


def findings(raw: str | bytes) -> list[str]:
    """Give `code line:column-line:column` for everything that is wrong, and check what holds for all of it."""
    raw = raw.encode() if isinstance(raw, str) else raw
    document, found = parse_file(FILE, raw)
    assert (document is None) == any(item.severity is Severity.ERROR for item in found)
    assert found == sorted(found, key=lambda item: item.sort_key)
    for item in found:
        assert item.message
        assert item.hint
        assert "\n" not in item.message + item.hint
        assert item.span.file == FILE
    return [f"{item.code} {place(item.span)}" for item in found]


def place(span: Span) -> str:
    return f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"


def at(document: Document, span: Span) -> str:
    """Give the text of a place."""
    starts = [0, *(match.end() for match in re.finditer("\n", document.text))]
    return document.text[starts[span.line - 1] + span.column - 1 : starts[span.end_line - 1] + span.end_column - 1]


# -- what is read --------------------------------------------------------------------------------


TYPED = (
    *("no", "on", "yes", "True", "~", "null", ".inf", ".nan", "="),
    *("12:30:00", "010", "0x1F", "1.10", "1e3", "1_000", "-0", "2027-02-30", "9" * 5000),
    *("C#", "a#b", "x:y", "https://example.com/#a", "50 %", "it's", "R&D", "programme.portal"),
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_scalar_is_the_text_as_typed(typed):
    quoted = typed.replace("'", "''")
    assert read(f"a: {typed}\nb:\n  - {typed}\nc: '{quoted}'\n").data == {"a": typed, "b": [typed], "c": typed}


def test_a_missing_value_is_none_and_empty_quotes_are_empty_text():
    assert read("a:\nb: ''\nc: \"\"\nd:\n  -\n  - x\n").data == {
        "a": None,
        "b": "",
        "c": "",
        "d": [None, "x"],
    }


def test_the_sample_is_read_whole():
    data = read(SAMPLE).data
    assert data["purpose"] == "Both parties agree on what they want to reach, by when, and who does what."
    assert data["entry"] == ["The agreement is signed", "The partner's sponsor is named"]
    assert data["checklist"][0]["due"] == {"anchor": "agreement", "day": "14"}
    assert data["checklist"][0]["required"] == "yes"
    assert data["checklist"][1]["due"]["day"] == "030"
    assert data["checklist"][1]["notes"] is None
    assert data["metrics"] == ["time-to-plan", "plan-coverage"]
    assert data["questions"][0] == {"text": 'Who pays for "joint" campaigns?', "for": "~"}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_change_nothing(line_end, mark):
    document, found = parse_file(FILE, mark + SAMPLE.replace("\n", line_end).encode())
    assert not found
    assert document == read(SAMPLE)
    assert place(document.value(("checklist", 1, "owner"))) == "46:12-46:24"


def test_a_list_may_be_the_whole_file():
    document = read("- a\n- b\n")
    assert document.data == ["a", "b"]
    assert place(document.value((1,))) == "2:3-2:4"


def test_a_literal_brace_pair_that_is_quoted_is_text():
    assert read("a: '{{ x }} {% y %}'").data == {"a": "{{ x }} {% y %}"}


# -- where it stands -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("id",), "align", "id"),
        (("review", "owner"), '"partner-operations"', "owner"),
        (("review",), 'owner: "partner-operations"\n  by: 2027-03-31', "review"),
        (("entry", 1), "'The partner''s sponsor is named'", "'The partner''s sponsor is named'"),
        (("exit",), '- title: The joint plan is signed\n  audience: partner\n- title: "Targets: one each"', "exit"),
        (("exit", 0), "title: The joint plan is signed\n  audience: partner", None),
        (("raci", 0, "consulted"), "[sales, marketing]", "consulted"),
        (("raci", 0, "consulted", 1), "marketing", "marketing"),
        (("raci", 0, "informed"), "{always: finance, sometimes: legal}", "informed"),
        (("raci", 0, "informed", "sometimes"), "legal", "sometimes"),
        (("checklist", 0, "done_when"), '|\n      Minutes are filed,\n\n      and "all" have seen them.', "done_when"),
        (("checklist", 1, "title"), "Sign the joint plan, größer 😀", "title"),
        (("checklist", 1, "documents"), "[]", "documents"),
        (("checklist", 1, "notes"), "", "notes"),
        (("metrics", 0), "time-to-plan", "time-to-plan"),
        # Not in the file: what holds it instead.
        (("review", "until"), 'owner: "partner-operations"\n  by: 2027-03-31', "review"),
        (("raci", 0, "activity-type", "activity"), "Write the plan", "activity"),
        (("metrics", 0, "metric", "id"), "time-to-plan", "time-to-plan"),
        (("raci", 7, "activity"), None, "raci"),
    ],
)
def test_value_and_key_point_at_their_text(path, value, key):
    document = read(SAMPLE)
    if value is not None:
        assert at(document, document.value(path)) == value
    assert at(document, document.key(path)) == (value if key is None else key)


def test_the_whole_document_has_a_place():
    document = read(SAMPLE)
    assert place(document.value(())) == place(document.key(())) == "3:1-63:19"


def test_columns_count_characters():
    assert place(read("[größer 😀, x]").value((1,))) == "1:12-1:13"


@pytest.mark.parametrize(
    ("path", "snippet", "expected"),
    [
        (("title",), "lig", "4:9-4:12"),
        (("purpose",), "want", "7:35-7:39"),
        (("purpose",), "reach, by when", "7:43-8:10"),
        (("checklist", 0, "done_when"), '"all"', "39:11-39:16"),
        (("checklist", 1, "title"), "😀", "45:40-45:41"),
        (("entry", 1), "partner's", "17:10-17:20"),
        (("questions", 0, "text"), 'for "joint"', "58:21-58:34"),
        (("title",), "nowhere", "4:8-4:13"),
        (("title",), " ", "4:8-4:13"),
        (("checklist", 1, "notes"), "x", "52:11-52:11"),
        (("review", "until"), "operations", "12:19-12:29"),
    ],
)
def test_find_points_into_the_value(path, snippet, expected):
    document = read(SAMPLE)
    assert place(document.find(path, snippet)) == expected


def test_find_is_quick_on_many_quotes():
    document = read("a: '" + "''" * 4000 + "'\n")
    assert place(document.find(("a",), "'" * 4000 + "x")) == place(document.value(("a",)))


# -- what is refused, and where ------------------------------------------------------------------

ENCODING = {
    "Latin-1": ("a: b\r\nc: gr\xf6\xdfer".encode("latin-1"), ["PB002 2:6-2:7"]),
    "Windows-1252 quotes": (b"\xef\xbb\xbfa: \x93x\x94", ["PB002 1:4-1:5"]),
    "encoded surrogate": (b"a: \xed\xa0\x80", ["PB002 1:4-1:5"]),
    "cut off": (b"a: \xc3", ["PB002 1:4-1:5"]),
    "UTF-16 with mark": ("a: b".encode("utf-16"), ["PB002 1:1-1:1"]),
    "UTF-16 LE": ("a: b".encode("utf-16-le"), ["PB002 1:1-1:1"]),
    "UTF-16 BE": ("a: größer".encode("utf-16-be"), ["PB002 1:1-1:1"]),
}

CHARACTERS = {
    "NUL": ("a: b\0c", ["PB003 1:5-1:6"]),
    "bell, and more of it": ("a: \x07\nb: \x1bc", ["PB003 1:4-1:5", "PB003 2:4-2:5"]),
    "DEL": ("a: b\x7f", ["PB003 1:5-1:6"]),
    "C1": ("a: b\x9f", ["PB003 1:5-1:6"]),
    "next line": ("a: b\x85c\nd: e\x85", ["PB003 1:5-1:6", "PB003 2:5-2:6"]),
    "line separator": ("a: b\u2028c # d", ["PB003 1:5-1:6"]),
    "paragraph separator": ("a: b\u2029 c: d", ["PB003 1:5-1:6"]),
    "not a character": ("a: \uffff\nb: \ufdd0\nc: \U0010fffe", ["PB003 1:4-1:5", "PB003 2:4-2:5", "PB003 3:4-3:5"]),
    "byte order mark inside": ("a: \ufeffb", ["PB003 1:4-1:5"]),
    "in a comment": ("# \u202e\na: b", ["PB003 1:3-1:4"]),
    "in a key": ("a\u200e: b", ["PB003 1:2-1:3"]),
    "escaped": ('a: "x\\x07\\u202e"\nb: "\\r"', ["PB003 1:6-1:10", "PB003 1:10-1:16", "PB003 2:5-2:7"]),
    "escaped by name": ('a: "\\N\\L\\P\\a\\b\\v\\f\\0\\e"', [f"PB003 1:{c}-1:{c + 2}" for c in range(5, 23, 2)]),
    "escaped, eight digits": ('a: "\\U0010FFFF"', ["PB003 1:5-1:15"]),
    "escaped backslash before x07": ('a: "\\\\x07"', []),
    "escapes that are fine": ('a: "\\t\\n\\"\\u00e9\\_"', []),
    "Windows path": ('a: "C:\\Programs"', ["PB003 1:7-1:9"]),
    "lone surrogate": ('a: "x \\ud83d"', ["PB003 1:7-1:13"]),
    "pair of surrogates": ('a: "\\uD83D\\uDE00"', ["PB003 1:5-1:11"]),
    "not an escape in single quotes": ("a: '\\x07'", []),
    "zero-width joiner": ("a: 👩\u200d💻", []),
}  # fmt: skip

LIMITS = {
    "100 MB": (b"a" * 100_000_000, ["PB004 1:1-1:1"]),
    "one byte too many": (b"#" * (MAX_BYTES + 1), ["PB004 1:1-1:1"]),
    "100,000 lists deep": (b"[" * 100_000, ["PB004 1:41-1:42"]),
    "100,000 mappings deep": (b"{a: " * 100_000, ["PB004 1:161-1:162"]),
    "100,000 entries deep": (b"- " * 100_000, ["PB004 1:81-1:82"]),
    "41 deep": ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), ["PB004 1:41-1:42"]),
    "40 deep": ("[" * MAX_DEPTH + "]" * MAX_DEPTH, []),
    "long text": (f"a: {'x' * 20_001}\nb: c: d", ["PB004 1:4-1:20005", "PB101 2:5-2:6"]),
    "text at the limit": (f"a: {'x' * 20_000}", []),
}

SYNTAX = {
    "tab": ("a:\n\tb: c", ["PB101 2:1-2:2"]),
    "tab after spaces": ("a: b\n \tc: d", ["PB101 2:2-2:3"]),
    "tab after a dash": ("-\ta: b", ["PB101 1:2-1:3"]),
    "tab in a block": ("a: |\n\tb\n", ["PB101 2:1-2:2"]),
    "double quote open": ('a: b\nc: "d\ne: f\n', ["PB101 2:4-2:5"]),
    "single quote open": ("a: 'd\ne: f\n", ["PB101 1:4-1:5"]),
    "quote open, closed by the next": ('a: "b\nc: "d"\ne: "f"\n', ["PB101 1:4-1:5"]),
    "quote open at a document end": ('a: "b\n---\nc: d', ["PB101 1:4-1:5"]),
    "quote after quote": ('a: "b" c', ["PB101 1:8-1:9"]),
    "apostrophe": ("a: 'it's'", ["PB101 1:8-1:9"]),
    "unknown escape": ('a: "C:\\Temp"', ["PB101 1:7-1:9"]),
    "escape without digits": ('a: "\\xzz"', ["PB101 1:5-1:7"]),
    "escape before a line break": ('a: "\\x\\\nb"', ["PB101 1:5-1:7"]),
    "escape beyond Unicode": ('a: "\\UFFFFFFFF"', ["PB101 1:5-1:7"]),
    "list open": ("a: [b, c\nd: e\n", ["PB101 1:4-1:5"]),
    "list open at the end": ("a: [b, c,\n", ["PB101 1:4-1:5"]),
    "mapping open": ("- a: {b: c\n  d: e\n", ["PB101 1:6-1:7"]),
    "list of pairs open": ("a: [b: c, d\ne: f", ["PB101 1:4-1:5"]),
    "pair in a list open": ("a: [b: c\ne: f", ["PB101 1:4-1:5"]),
    "list with a tag open": ("a: !b\n  [c\ne: f", ["PB104 1:4-1:6", "PB101 2:3-2:4"]),
    "comma missing": ('a: ["b" "c"]', ["PB101 1:9-1:10"]),
    "comma missing in a later line": ('a: [\n  "b"\n  "c"\n]', ["PB101 3:3-3:4"]),
    "closing bracket alone": ("a: ]", ["PB101 1:4-1:5"]),
    "Markdown link": ("a: [b](c) d", ["PB101 1:7-1:8"]),
    "colon in a value": ("a: b: c", ["PB101 1:5-1:6"]),
    "colon in an entry": ("- a: b\n- c: d: e", ["PB101 2:7-2:8"]),
    "indented too deep": ("a: b\n  c: d\n", ["PB101 2:3-2:7"]),
    "indented between": ("a:\n    b: c\n  d: e\n", ["PB101 3:3-3:7"]),
    "first line indented": (" a: b\nc: d\n", ["PB101 2:1-2:5"]),
    "no colon": ("a: b\nfoo\nc: d", ["PB101 2:1-2:4"]),
    "no space after the colon": ("a: b\nc:d\ne: f", ["PB101 2:2-2:3"]),
    "no space after the first colon": ("a:b\nc: d", ["PB101 1:2-1:3"]),
    "no name": (": b", ["PB101 1:1-1:4"]),
    "entry expected": ("- a\nb: c", ["PB101 2:1-2:5"]),
    "list on the line of its field": ("a: - b", ["PB101 1:4-1:5"]),
    "list under a value": ("a: b\n- c", ["PB101 2:1-2:4"]),
    "comparison": ("a: >= 5", ["PB101 1:4-1:5"]),
    "emphasis": ("a: **b** c", ["PB101 1:4-1:5"]),
    "ampersand": ("a: & b", ["PB101 1:4-1:5"]),
    "tag with a handle": ("a: !b!c d", ["PB101 1:4-1:5"]),
    "question mark": ("a: ? b", ["PB101 1:4-1:5"]),
    "after the end mark": ("a: b\n...\nc: d", ["PB101 3:1-3:5"]),
} | {f"starts with {sign}": (f"a: {sign}b", ["PB101 1:4-1:5"]) for sign in "@`%,"}

STRUCTURE = {
    "duplicate key": ("a: x\n'a': y\nb: [{c: 1, c: 2}]\na: z", ["PB102 2:1-2:4", "PB102 3:12-3:13", "PB102 4:1-4:2"]),
    "duplicate of a mapping": ("a: {b: c}\na:\n  b: c\n  b: d", ["PB102 2:1-2:2", "PB102 4:3-4:4"]),
    "duplicate key of several lines": ('"a\\nb": 1\n"a\\nb": 2', ["PB102 2:1-2:7"]),
    "same key elsewhere": ("a: {a: {a: b}}\nb: [{a: c}, {a: d}]", []),
    "second document": ("---\na: b\n---\nc: d\nc: e", ["PB103 3:1-3:4"]),
    "second, empty document": ("a: b\n---\n", ["PB103 2:1-2:4"]),
    "%YAML": ("%YAML 1.1\n---\na: b", ["PB103 1:1-1:10"]),
    "%YAML of the future": ("%YAML 9.9\n---\na: b", ["PB103 1:1-1:10"]),
    "%TAG": ("# c\n%TAG ! tag:x,2:\n---\na: b", ["PB103 2:1-2:16"]),
    "unknown directive": ("%FOO x\n---\na: b", ["PB103 1:1-1:7"]),
    "tag": ("a: !!python/object:os.system b\nc: ! d", ["PB104 1:4-1:29", "PB104 2:4-2:5"]),
    "tag and anchor": ("a: !b &c [d]\ne: &f {}", ["PB104 1:4-1:6", "PB104 1:7-1:9", "PB104 2:4-2:6"]),
    "alias": ("a: *b\n*c : d", ["PB104 1:4-1:6", "PB104 2:1-2:3"]),
    "alias and more in its line": ("a: *b c", ["PB104 1:4-1:6"]),
    "anchor on a key": ("&a b: c", ["PB104 1:1-1:3"]),
    "merge key": ("a:\n  <<: *b\n  c: d", ["PB104 2:3-2:5"]),
    "merge key in quotes is a name": ("'<<': b", []),
    "a bomb": ("a: &a [x]\nb: &b [*a,*a]", ["PB104 1:4-1:6", "PB104 2:4-2:6", "PB104 2:8-2:10", "PB104 2:11-2:13"]),
    "a cycle": ("&a [*a]", ["PB104 1:1-1:3", "PB104 1:5-1:7"]),
    "conflict": ("a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x: y\nf: [", ["PB106 2:1-2:13"]),
    "two conflicts": ("<<<<<<<\n=======\n>>>>>>>\na: b\n<<<<<<< x\n>>>>>>> y\n", ["PB106 1:1-1:8", "PB106 5:1-5:10"]),
    "closing marker left behind": ("a: b\n>>>>>>> main", ["PB106 2:1-2:13"]),
    "markers inside a block": ("a: |\n  <<<<<<< x\n  =======\n  >>>>>>> y", []),
    "empty": ("", ["PB107 1:1-1:1"]),
    "comment alone": ("# a\n", ["PB107 1:1-1:1"]),
    "document mark alone": ("---\n", ["PB107 1:1-1:1"]),
    "comment after the document mark": ("--- #a\n", ["PB107 1:1-1:1"]),
    "text alone": ("a:b\n", ["PB107 1:1-1:4"]),
    "complex key": ("? [a, b: c]\n: d\ne: f: g", ["PB107 1:3-1:4", "PB101 3:5-3:6"]),
    "complex key with a list": ("? - a\n: - b\n? {}\n: c", ["PB107 1:3-1:4", "PB107 3:3-3:4"]),
    "block as a key": ("? |\n  a\n: b", ["PB107 1:3-2:4"]),
    "null key": ("? \n: b", ["PB107 1:2-1:2"]),
    "braces of a template": ("a: {{ b }} c", ["PB107 1:5-1:6"]),
}  # fmt: skip

COMMENTS = {
    "after words": ("a: b c # d  \n", ["PB105 1:8-1:11"]),
    "number of an issue": ("a: see #5", ["PB105 1:8-1:10"]),
    "glued, after a word": ("a: 5 #five", ["PB105 1:6-1:11"]),
    "glued, instead of a value": ("a: #1 choice\nb: c", ["PB101 1:4-1:13"]),
    "in a list": ("- a b # c\n- #1 d", ["PB105 1:7-1:10", "PB101 2:3-2:7"]),
    "in brackets": ("[a b # c\n, d]", ["PB105 1:6-1:9"]),
    "after a tab": ("a: b c\t#d", ["PB105 1:8-1:10"]),
    "at the end of several lines": ("a: b\n  c # d", ["PB105 2:5-2:8"]),
    "after a word": ("a: 5 # d\nb: true  # e\nc: # f\n  - d # g", []),
    "on a line of its own": ("# a b\nc:\n  # d e\n  - f g\n", []),
    "in quotes": ("a: 'b c # d' # e f\nb: \"c #d\"", []),
    "in blocks": ("a: | # b c\n  d e # f\nb: >\n  #c d\n", []),
    "after brackets": ("a: [b, c] # d e", []),
}

CASES = ENCODING | CHARACTERS | LIMITS | SYNTAX | STRUCTURE | COMMENTS


@pytest.mark.parametrize(("raw", "expected"), CASES.values(), ids=CASES.keys())
def test_findings_stand_where_the_slip_is(raw, expected):
    assert findings(raw) == expected


def test_no_two_cases_share_a_name():
    assert len(CASES) == sum(map(len, (ENCODING, CHARACTERS, LIMITS, SYNTAX, STRUCTURE, COMMENTS)))


def test_warnings_alone_leave_the_document():
    document, found = parse_file(FILE, b"a: b c # d")
    assert [item.severity for item in found] == [Severity.WARNING]
    assert document is not None
    assert document.data == {"a": "b c"}


@pytest.mark.parametrize(
    ("raw", "message", "hint"),
    [
        (b"a: \xe9", 'byte E9 cannot be read here (in Windows-1252 or Latin-1 it is "é")', '"UTF-8"'),
        ("a: b".encode("utf-16"), "UTF-16", '"UTF-8"'),
        ("a: \u202e".encode(), "U+202E (right-to-left override)", "delete it"),
        (b"a: \x07", "U+0007 (control character)", "delete it"),
        ("a: \u2028".encode(), "U+2028 (line separator)", "line break"),
        (b'a: "\\ud800"', "U+D800", "write the character itself"),
        (b"a:\n\tb: c", "a tab", "use spaces"),
        (b"a: b: c", "colon", "in quotes"),
        (b"a:b\nc: d", "no space after this colon", '"name: value"'),
        (b'a: "b', 'quote (") is never closed', "at the end"),
        (b"a: [b\n", "bracket ([) is never closed", "write ]"),
        (b"a: @b", "start with @", "in quotes"),
        (b"a: - b", "start with -", "next line"),
        (b"a: 'it's'", "after its closing quote", "twice"),
        (b"<<: *a", "merge keys", "write the fields out"),
        (b"a: !b c", "tags", 'delete "!b"'),
        (b"a: {{ b }}", "name of plain text", "in quotes"),
        (b"a:b", "a text, not fields", "space after the colon"),
        (b"a: b\n...\nc: d", "ends above this line", "top level"),
        (b"", "the file is empty", "name: value"),
    ],
)
def test_messages_say_what_to_do(raw, message, hint):
    _, [finding] = parse_file(FILE, raw)
    assert message in finding.message
    assert hint in finding.hint


def test_every_duplicate_names_the_first_place():
    _, found = parse_file(FILE, b"a: {x: y}\na: c\na: d\n")
    assert [[(word, place(span)) for word, span in item.related] for item in found] == [
        [("first given here", "1:1-1:2")],
        [("first given here", "1:1-1:2")],
    ]


def test_forbidden_characters_are_reported_up_to_twenty():
    assert len(findings("a: " + "\x07" * 30)) == 20
    assert len(findings('a: "' + "\x07" * 15 + "\\a" * 15 + '"')) == 20


def test_reading_stops_at_a_thousand_findings():
    found = findings("- a b # c\n" * 5000)
    assert len(found) == 1001
    assert found[-1] == "PB004 1000:10-1000:10"
    assert len(findings("<<<<<<< a\n" * 5000)) == 1000


@pytest.mark.parametrize("error", [ValueError("x"), AttributeError("x"), yaml.YAMLError()])
def test_bare_exceptions_of_the_parser(monkeypatch, error):
    def broken(*_args, **_kwargs):
        raise error
        yield

    monkeypatch.setattr(yaml, "parse", broken)
    assert findings("a: b") == ["PB101 1:1-1:5"]


# -- whatever comes ------------------------------------------------------------------------------

NASTY = (
    *"\t\n\r:-?[]{},#&*!|>'\"%@`\\\0\x85\u2028\u202e\ufeff😀é ~=",
    *(": ", " #", "- ", "? ", "---\n", "...\n", "%YAML 1.1\n", "<<: *a", "&a ", "!!map ", "\\x", "\\ud800", "\\u202e"),
    *("\n  ", "\n\t", "\n<<<<<<< a\n", "\n=======\n", ">>>>>>> b\n", "''", '"""', "{{ x }}", "[[[[", "id: x\n"),
)  # fmt: skip


def check(raw: bytes) -> None:
    """Nothing raises, and every place is within the text."""
    findings(raw)
    try:
        lines = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except UnicodeDecodeError:
        return
    for item in parse_file(FILE, raw)[1]:
        for span in (item.span, *(other for _, other in item.related)):
            assert 1 <= span.line <= span.end_line <= len(lines)
            assert 1 <= span.column <= len(lines[span.line - 1]) + 1
            assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1
            assert (span.line, span.column) <= (span.end_line, span.end_column)


@given(st.binary(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_bytes(raw):
    check(raw)


@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=3), max_size=25).map("".join))
@settings(max_examples=100, deadline=None)
def test_any_mix_of_what_means_something_in_yaml(text):
    check(text.encode("utf-8", "surrogatepass"))


@given(
    st.lists(
        st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 5), st.sampled_from(("", *NASTY))),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=100, deadline=None)
def test_a_file_with_slips(slips):
    text = SAMPLE
    for start, deleted, inserted in slips:
        text = text[:start] + inserted + text[start + deleted :]
    check(text.encode())


WORDS = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")) | st.sampled_from("\n\t #:'\"\\"), max_size=40
).filter(
    # A dash without its blank is told, wherever it stands, and so is an odd blank where a name begins, after a dash
    # and after a name.
    lambda text: not re.search(rf"(?:^|\s)-[^\W\d_]|^\s*(?:[^\W\d][\w-]*:|-|)[{ODD_BLANKS}]", text)
)
DATA = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
).filter(lambda data: not isinstance(data, str))


def scalar(text: str) -> str:
    """Read a single scalar out of its context."""
    return next(event.value for event in yaml.parse(text) if isinstance(event, yaml.ScalarEvent))


@given(DATA, st.sampled_from([None, True, False]))
@settings(max_examples=80, deadline=None)
def test_data_comes_back_and_every_place_holds_its_text(data, flow):
    document = read(yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow))
    assert document.data == data
    todo = [((), data)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, str):
            assert scalar(at(document, document.value(path))) == value
        elif isinstance(value, dict):
            todo += [((*path, key), entry) for key, entry in value.items()]
        else:
            todo += [((*path, index), entry) for index, entry in enumerate(value)]
        if path and isinstance(path[-1], str):
            assert scalar(at(document, document.key(path))) == path[-1]


PIECES = ("a:\n", "- a\n", "- a b # c\n", "- *a\n", "&a ", "? [a]\n", "a: ", ":", "#", "'", '"\\a" ', "\r")


@pytest.mark.long
@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_of_anything_is_read_in_seconds(piece):
    raw = (piece * (MAX_BYTES // len(piece))).encode()
    start = time.process_time()
    parse_file(FILE, raw)
    assert time.process_time() - start < 30  # it would be minutes, did anything grow with the square of the size


def test_an_empty_line_in_a_folded_text_starts_a_paragraph():
    document, found = parse_file("content/x.yml", b"a: >-\n  one\n  line\n\n  another\nb: |\n  kept\n  apart\n")
    assert found == []
    assert document.data == {"a": "one line\n\nanother", "b": "kept\napart"}


def test_a_list_in_a_folded_text_is_warned_of():
    document, found = parse_file("content/x.yml", b"a: >-\n  Bring:\n  - pens\n  - paper\n")
    assert [(d.code, d.severity, d.span.line, d.span.column) for d in found] == [("PB108", Severity.WARNING, 3, 3)]
    assert document.data == {"a": "Bring: - pens - paper"}


@pytest.mark.parametrize("text", [b"a: |-\n  Bring:\n  - pens\n", b"a: >-\n  Bring\n\n    - pens\n"])
def test_other_lists_are_not(text):
    _, found = parse_file("content/x.yml", text)
    assert found == []
