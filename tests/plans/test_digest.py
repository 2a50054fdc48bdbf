"""A digest says what was done lately, what is late, what comes next, and who waits for whom."""

import json
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from partner_playbooks.handbook.model.role import Side
from partner_playbooks.plans.digest import DigestWords, digest_plan
from partner_playbooks.plans.digest_files import write_digest_html, write_digest_text
from partner_playbooks.plans.returned.json_file import read_plan_file
from partner_playbooks.project.folder import Project
from partner_playbooks.project.resources import find_shipped
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.wording.messages import Messages

AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
THEME = read_theme(Project(find_shipped()))
TODAY = date(2026, 3, 10)


def task(id_, day, side, *after, **more):
    return {
        "id": id_,
        "milestone": "ready",
        "title": f"Do {id_}",
        "side": side,
        "owner": f"The {side}",
        "day": day,
        "due": None,
        "done_when": "",
        "after": list(after),
        "recurrence": None,
        **more,
    }


TASKS = [
    task("a", 1, "vendor"),  # 2 March
    task("b", 3, "partner", "a"),
    task("c", 8, "vendor", "b"),  # 9 March
    task("d", 10, "partner"),
    task("e", 16, "vendor", "d"),
    task("f", 60, "vendor", "d"),  # far ahead
    task("g", 61, "vendor", "b"),  # far ahead, but b is late
    task("h", 20, "vendor", from_day=17),
]


def said(value, at="2026-03-06T10:00:00Z", by="vendor"):
    return {"value": value, "at": at, "by": by}


STATE = {
    "a": {"status": said("done")},
    "d": {"status": said("stuck", by="partner"), "note": said("No access\nyet", by="partner")},
    "ready#1": {"status": said("done", "2026-03-09T08:00:00Z")},
}


def digest(side=Side.VENDOR, since=date(2026, 3, 3), language="en", **changes):
    data = {
        "schema": "partner-playbooks/plan",
        "version": 1,
        "plan": "p",
        "title": "A plan",
        "edition": "partner",
        "programme": "N",
        "partner": "Acme",
        "made_for": [],
        "state": STATE,
        "log": [],
        "anchor": {"kind": "start", "label": "Start", "date": "2026-03-02"},
        "working": {"weekdays": [0, 1, 2, 3, 4], "country": ""},
        "milestones": [
            {
                "id": "ready",
                "title": "Ready",
                "day": 12,
                "due": None,
                "tests": [{"id": "ready#1", "text": "One."}, {"id": "ready#2", "text": "Two."}],
            }
        ],
        "tasks": TASKS,
        **changes,
    }
    filled = read_plan_file(json.dumps(data).encode(), "plan.json", AT)
    words = DigestWords(Messages(THEME.messages[language], language, language), "d MMM yyyy")
    return digest_plan(filled, side, TODAY, since, words)


def test_it_says_all_of_it():
    assert (
        write_digest_text(digest())
        == """\
Acme: A plan
Weekly digest (Vendor), 10 Mar 2026
1 of 8 tasks done
1 of 2 exit tests met

Done since 3 Mar 2026
- Do a (Vendor: The vendor), 6 Mar 2026
- Exit test met: One., 9 Mar 2026

Late
- 6 days late, due 4 Mar 2026: Do b (Partner: The partner)
- 1 day late, due 9 Mar 2026: Do c (Vendor: The vendor)

Next, until 24 Mar 2026
- 17 Mar 2026: Do e (Vendor: The vendor)
- 18 Mar 2026 \N{EN DASH} 23 Mar 2026: Do h (Vendor: The vendor)
- 11 Mar 2026: Do d (Partner: The partner)

Who waits for whom
- Vendor waits for Partner: Do b (The partner), 4 Mar 2026. It holds up: Do c; Do g
- Vendor waits for Partner: Do d (The partner), 11 Mar 2026. It holds up: Do e; Do f

Stuck
- Do d (Partner: The partner): No access yet

Next exit test: Ready, 7 May 2026
- Met: One.
- Open: Two.
"""
    )


def test_each_side_reads_its_own_tasks_first():
    next_ = digest(Side.PARTNER).sections[2]
    assert [line.rpartition(": Do ")[2][0] for line in next_.lines] == ["d", "e", "h"]


def test_a_wait_that_is_far_ahead_is_told_only_where_something_is_wrong():
    waits = digest(state={}).sections[3].lines
    assert [line.rpartition("up: ")[2] for line in waits] == [
        "Do c; Do g",
        "Do e",
        "Do b",
    ]  # d is neither late nor stuck


def test_what_was_done_before_the_week_is_left_out():
    assert digest(since=date(2026, 3, 7)).sections[0].lines == ("Exit test met: One., 9 Mar 2026",)
    assert digest(since=date(2026, 3, 10)).sections[0].lines == ("Nothing",)


def test_an_internal_plan_says_so():
    assert digest().mark == ""
    mark = "INTERNAL \N{EN DASH} not for partners"
    internal = digest(edition="internal")
    assert mark in write_digest_text(internal).splitlines()[1]
    assert mark in write_digest_html(internal)


def test_a_plan_without_dates_or_tests_has_a_digest():
    bare = digest(anchor={"kind": "start", "label": "Start", "date": None}, milestones=[], state={})
    assert [section.lines for section in bare.sections[:4]] == [("Nothing",)] * 4
    assert bare.about == ("Weekly digest (Vendor), 10 Mar 2026", "0 of 8 tasks done")


# -- HTML ----------------------------------------------------------------------------------------------------------

KNOWN = {"html", "head", "meta", "title", "body", "div", "h1", "h2", "p", "ul", "li", "strong"}


class Read(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


HOSTILE = [
    "</title><script>x()</script>",
    '" onload="x()',
    "<img src=https://evil.example/x.png>",
    "<style>@import url(//evil.example)</style>",
    "&lt;b&gt; {title} %s \\n 'x'",
    "<!-- -->]]>",
]


@pytest.mark.parametrize("language", ["en", "de"])
def test_html_is_one_document_that_loads_and_runs_nothing(language):
    read = Read(write_digest_html(digest(language=language)))
    assert set(read.tags) <= KNOWN
    assert ("lang", language) in read.attributes
    assert {name for name, _ in read.attributes} == {"lang", "charset", "name", "content", "style", "dir"}
    styles = " ".join(value for name, value in read.attributes if name == "style")
    assert "url" not in styles
    assert "color" not in styles  # text and ground are the mail program's own, in the dark too
    assert "http" not in write_digest_html(digest(language=language))


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_plan_are_text_in_html(text):
    state = {"a": {name: said(text) for name in ("title", "owner", "note")} | {"status": said("stuck")}}
    tests = [{"id": "ready#1", "text": text}]
    milestones = [{"id": "ready", "title": text, "day": 12, "due": None, "tests": tests}]
    hostile = digest(
        partner=text,
        title=text,
        state=state,
        milestones=milestones,
        tasks=[*TASKS, task("z", 9, "vendor", "b", title=text)],
    )
    read, plain = Read(write_digest_html(hostile)), Read(write_digest_html(digest()))
    assert set(read.tags) <= KNOWN
    assert {name for name, _ in read.attributes} == {name for name, _ in plain.attributes}
    assert "".join(read.text).count(text) > 5
