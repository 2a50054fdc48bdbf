"""What a revision cannot read is not gone: diff names it with its place and judges nothing of it (faults G1)."""

import json
import subprocess
from datetime import date
from functools import cache

import pytest
from revisions import read_revision_files
from running import ROOT
from sampling import some

from partner_playbooks.changes import DayState, History, Reader, build_chronicle, compare
from partner_playbooks.checks.examination import Readings, examine, read_handbook
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import Diagnostic, Span
from partner_playbooks.language.source import parse_file
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.release_notes import FORMATS, compare_for_readers
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.theme_files import read_theme

TODAY = date(2026, 11, 10)
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
THEME = read_theme(Project(ROOT))
ENABLE, PLAN, FINANCE = "content/stages/enable.yml", "content/plans/first-30.yml", "content/roles/finance.yml"
PROGRAMME = "content/programme.yml"


def edited(file, old, new, files=BASE):
    assert old in files[file]
    return {**files, file: files[file].replace(old, new, 1)}


def without(*places):
    return {name: raw for name, raw in BASE.items() if not name.startswith(places)}


BROKEN = {
    "a syntax error": {**BASE, ENABLE: b"x: [\n" + BASE[ENABLE]},
    "an empty file": {**BASE, ENABLE: b""},
    "Latin-1": {**BASE, ENABLE: BASE[ENABLE] + b"# \xe9\n"},
    "a NUL": {**BASE, ENABLE: BASE[ENABLE] + b"# \0\n"},
    "UTF-16": {**BASE, ENABLE: BASE[ENABLE].decode().encode("utf-16")},
    "too large": {**BASE, ENABLE: BASE[ENABLE] + b"#" * 1_100_000},
    "a merge conflict": {**BASE, ENABLE: b"<<<<<<< HEAD\n" + BASE[ENABLE]},
    "a text": {**BASE, ENABLE: b"../elsewhere/enable.yml"},
    "the programme": {**BASE, PROGRAMME: b"x: [\n"},
    "a list without its entries": edited(ENABLE, b"checklist:\n", b"checklist:\nold_checklist:\n"),
    "a list under a misspelt name": edited(ENABLE, b"checklist:\n", b"checklst:\n"),
    "a list under another name": edited(ENABLE, b"checklist:\n", b"things:\n"),
    "an item whose id is none": edited(ENABLE, b"  - id: enable.exam", b"  - id: [enable.exam]"),
    "an item without an id": edited(ENABLE, b"  - id: enable.exam\n    title", b"  - title"),
    "an id that is not the file's": edited(ENABLE, b"id: enable\n", b"id: enables\n"),
    "an id left empty": edited(ENABLE, b"id: enable\n", b"id:\n"),
    "two files with one id": {**BASE, "content/stages/enable-copy.yml": BASE[ENABLE]},
}
REFUSED = {
    "a link": (ENABLE, Diagnostic("PB005", "symbolic links are not followed", Span(ENABLE))),
    "no permission": (ENABLE, Diagnostic("PB001", "this cannot be read", Span(ENABLE))),
    "another ending": (ENABLE, Diagnostic("PB006", "nothing is read from it", Span("content/stages/enable.yaml"))),
    "a whole folder": ("content/stages/", Diagnostic("PB001", "cannot be opened", Span("content/stages"))),
    "all of content": ("content/", Diagnostic("PB001", "cannot be opened", Span("content"))),
    "the programme": (PROGRAMME, Diagnostic("PB005", "symbolic links are not followed", Span(PROGRAMME))),
}
CASES = {
    **{name: (files, ()) for name, files in BROKEN.items()},
    **{name: (without(place), (found,)) for name, (place, found) in REFUSED.items()},
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("way", ["broken now", "broken before"])
def test_nothing_is_said_of_what_cannot_be_read_but_where_it_is(name, way):
    files, lost = CASES[name]
    sides = [(BASE, ()), (files, lost)]
    if way == "broken before":
        sides.reverse()
    (before, lost_before), (after, lost_after) = sides
    told = compare_for_readers(before, after, THEME, TODAY, (lost_before, lost_after))
    assert told.breaking == told.published == ()
    assert not [change for change in told.changes if change.what.value in {"removed", "renamed"}]
    assert told.unread
    found = told.unread[0][1]
    for form in FORMATS:
        said = FORMATS[form](told)
        assert found.span.file in said.replace("\\", "")
        assert "removed" not in said
        assert "saved ticks are lost" not in said
        assert "Nothing changes for readers" not in said
    unread = json.loads(FORMATS["json"](told))["unread"]
    assert {each["revision"] for each in unread} == {"after" if way == "broken now" else "before"}
    assert {"file", "line", "column", "code", "message"} < set(unread[0])


def test_one_bad_field_leaves_the_rest_of_its_file_to_be_compared():
    after = edited(ENABLE, b"due: {day: 30}", b"due: {day: soon}")
    after = edited(ENABLE, b"title: Book the exam", b"title: Book both exams", after)
    told = compare_for_readers(BASE, after, THEME, TODAY)
    said = FORMATS["text"](told)
    assert "title Book the exam → Book both exams" in said
    assert "soon →" not in said
    assert "→ soon" not in said
    assert f"newer revision: {ENABLE}:" in said


def test_what_really_is_gone_is_still_told_beside_it():
    after = {name: raw for name, raw in BROKEN["a syntax error"].items() if name != FINANCE}
    told = compare_for_readers(BASE, after, THEME, TODAY)
    assert [change.entry_id for change in told.breaking] == ["finance"]


def test_a_file_that_never_could_be_read_is_new_when_it_can():
    before = read_revision_files({**without(FINANCE), FINANCE: b"x: [\n"})
    assert compare(read_revision_files(without(FINANCE)), read_revision_files(BASE))[0].subject.id == "finance"
    assert compare(before, read_revision_files(BASE)) == ()


@pytest.mark.parametrize("name", CASES)
def test_what_the_model_has_taken_before_changes_nothing_of_a_revision(name):
    files, lost = CASES[name]
    parse = cache(parse_file)
    readings = Readings(parse)
    for each, unopened in ((files, lost), (BASE, ())):  # of the same files, what was read last is another one
        read_handbook(each, unopened, readings)
    anew, known = Reader(parse), Reader(parse, readings.has_read)
    for each, unopened in ((files, lost), (BASE, ())):
        expected, found = anew.read(each, unopened), known.read(each, unopened)
        assert (found, found.findings, found.lost) == (expected, expected.findings, expected.lost)


# -- the command


def folders(tmp_path, files):
    for name, content in (("before", BASE), ("after", files)):
        for file, raw in content.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
    return tmp_path / "before", tmp_path / "after"


@pytest.mark.parametrize("broken_first", [False, True])
def test_fail_on_breaking_does_not_fire_and_unread_does(run, tmp_path, broken_first):
    before, after = folders(tmp_path, BROKEN["a syntax error"])
    pair = (after, before) if broken_first else (before, after)
    code, printed, told = run("diff", *pair, "--project", pair[1], "--fail-on", "breaking", "--fail-on", "published")
    assert code == 0
    assert f"{'older' if broken_first else 'newer'} revision: {ENABLE}:1:4: PB101" in printed
    assert "1 file could not be read" in told
    assert run("diff", *pair, "--project", pair[1], "--fail-on", "unread")[0] == 1


@pytest.mark.parametrize("broken_first", [False, True])
def test_a_link_a_large_file_and_another_ending_are_unread_in_folders_and_in_git(run, tmp_path, broken_first):
    before, after = folders(tmp_path, BASE)
    (after / ENABLE).unlink()
    (after / ENABLE).symlink_to(before / ENABLE)
    (after / FINANCE).rename(after / FINANCE.replace(".yml", ".yaml"))
    (after / PLAN).write_bytes(BASE[PLAN] + b"#" * 1_100_000)
    wanted = {ENABLE, FINANCE.replace(".yml", ".yaml"), PLAN}

    def told(one, other, project):
        pair = (other, one) if broken_first else (one, other)
        code, printed, _ = run("diff", *pair, "--project", project, "--format", "json", "--fail-on", "breaking")
        assert code == 0
        found = json.loads(printed)
        assert found["changes"] == []
        return {each["file"] for each in found["unread"]}

    assert told(before, after, before) == wanted
    repository = tmp_path / "repository"
    commits = []
    for folder in (before, after):
        git(repository, "rm", "-rqf", "--ignore-unmatch", "content") if commits else git(repository, "init", "-q")
        subprocess.run(["cp", "-a", folder / "content", repository], check=True)
        git(repository, "add", "-A")
        git(repository, "commit", "-q", "-m", "Change")
        commits.append(git(repository, "rev-parse", "HEAD"))
    assert told(*commits, repository) == wanted


def git(folder, *arguments):
    folder.mkdir(exist_ok=True)
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", "-C", folder, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


# -- what is published of the past


def page(states, audience):
    """Give the page of what changed, of a history whose states are these, the newest first."""
    past = History(
        tuple(DayState(date(2026, 11 - n, 2), files, lost) for n, (files, lost) in enumerate(states)), complete=True
    )
    handbook = examine(states[0][0], TODAY).handbook.project(audience)
    return {each.path: each.markdown for each in render_pages(handbook, THEME, build_chronicle(past, audience))}[
        "what-changed.md"
    ]


@pytest.mark.long
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", some(CASES, 5))
def test_a_day_with_a_broken_file_publishes_no_removal_and_no_adding_again(name, audience):
    """And what changed on the broken day is told on the day on which it can be read."""
    after = edited(PLAN, b"title: First 30 days", b"title: First month")
    shown = page([(after, ()), CASES[name], (BASE, ())], audience)
    assert "removed" not in shown
    assert ": new" not in shown
    assert "## 2 November 2026" in shown
    assert "First month" in shown
    assert "## 2 October 2026" not in shown
    assert "cannot be told" not in shown
