"""`playbooks find`, as it is typed: the file and line of what matches."""

import pytest
from running import ROOT, playbooks

pytestmark = pytest.mark.long


def found(*words):
    return playbooks("find", *words, "--project", ROOT)


def test_it_shows_file_and_line_with_the_kind_and_the_title():
    done = found("how do I register a deal", "--most", "3")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "content/documents/deal-registration.yml:1: Document: Deal registration"
    assert len(lines) == 3
    for line in lines:
        file, number, _ = line.split(":", 2)
        assert (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1].strip()


def test_an_item_is_shown_where_it_is_written():
    done = found("Name the people and their roles", "--most", "1")
    file, number, rest = done.stdout.strip().split(":", 2)
    assert "id: activate.named-team" in (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
    assert rest == " Checklist item: Name the people and their roles, in Activate"


def test_a_word_that_nobody_says_is_told():
    done = found("kikcoff")
    assert done.returncode == 0
    assert 'No page says "kikcoff"; these say "kickoff".' in done.stderr


def test_nothing_found_is_told_and_fails():
    done = found("xqzzyq")
    assert (done.returncode, done.stdout) == (1, "")
    assert 'Nothing found for "xqzzyq".' in done.stderr


def test_partners_edition_finds_nothing_internal():
    done = playbooks("find", "budget not approved", "--edition", "partner", "--project", ROOT)
    assert "bottlenecks/budget-in-doubt" not in done.stdout
    assert "bottlenecks/budget-in-doubt" in found("budget not approved").stdout


def test_a_handbook_at_fault_is_told_and_nothing_is_searched(tmp_path):
    project = tmp_path / "ours"
    assert playbooks("init", project, "--minimal").returncode == 0
    stage = project / "content" / "stages" / "onboard.yml"
    stage.write_text(
        stage.read_text(encoding="utf-8").replace("purpose:", "purpose: '{figure.nowhere}'\nx:", 1), encoding="utf-8"
    )
    done = playbooks("find", "onboard", "--project", project)
    assert (done.returncode, done.stdout) == (1, "")
    assert "content/stages/onboard.yml" in done.stderr
    assert "Traceback" not in done.stderr
