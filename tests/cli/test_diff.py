"""`playbooks diff` as it is typed."""

import json
import shutil

import pytest
from running import ROOT

from partner_playbooks.cli import diff_command
from partner_playbooks.pages import release_notes
from partner_playbooks.project.finished_work import NAME

BASE = ROOT / "tests" / "checks" / "base" / "content"


def two(tmp_path, old, new):
    """Give two folders with the base content, of which the second has a role that differs."""
    for name in ("before", "after"):
        shutil.copytree(BASE, tmp_path / name / "content")
    role = tmp_path / "after" / "content" / "roles" / "finance.yml"
    text = role.read_text()
    assert old in text
    role.write_text(text.replace(old, new))
    return tmp_path / "before", tmp_path / "after"


@pytest.mark.long
def test_two_folders_are_compared_and_the_second_is_the_project(run, tmp_path):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    code, printed, told = run("diff", before, "--project", after)
    assert (code, told) == (0, "")
    assert printed.startswith("- Role Money: title Finance → Money\n")
    _, again, _ = run("diff", before, after, "--project", before, "--format", "json")
    assert json.loads(again)["changes"][0]["after"] == "Money"


@pytest.mark.site
def test_it_fails_on_what_it_is_told_to(run, tmp_path):
    before, after = two(tmp_path, "side: vendor", "side: vendor\naudience: partner")
    assert run("diff", before, after, "--project", after)[0] == 0
    assert run("diff", before, after, "--project", after, "--fail-on", "breaking")[0] == 0
    assert run("diff", before, after, "--project", after, "--fail-on", "published")[0] == 1
    (after / "content" / "roles" / "finance.yml").unlink()
    assert run("diff", before, after, "--project", after, "--fail-on", "breaking")[0] == 1


def test_wrong_usage_is_told_with_a_way_out(run, tmp_path):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    for arguments, words in (
        (["no-such"], 'there is no revision or folder "no-such"'),
        ([before, "--format", "html"], "choose one of text, markdown, json"),
    ):
        code, _, told = run("diff", *arguments, "--project", after)
        assert code == 2
        assert words in told


@pytest.fixture
def described(monkeypatch):
    """The editions of which pages were described."""
    times = []
    real = release_notes._describe_pages

    def describe(handbook, theme, audience):
        times.append(audience)
        return real(handbook, theme, audience)

    monkeypatch.setattr(release_notes, "_describe_pages", describe)
    monkeypatch.setattr(diff_command, "map_forked", map)
    return times


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_pages_of_a_revision_are_rendered_once_and_told_alike(run, tmp_path, described, format_):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    told = [run("diff", before, "--project", after, "--format", format_) for _ in range(2)]
    assert told[0] == told[1]
    assert len(described) == 4
    shutil.rmtree(after / NAME)
    assert run("diff", before, "--project", after, "--format", format_) == told[0]
    assert len(described) == 8


def test_only_the_revision_that_is_another_is_rendered(run, tmp_path, described):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    run("diff", before, "--project", after)
    role = after / "content" / "roles" / "finance.yml"
    role.write_text(role.read_text().replace("title: Money", "title: Gold"))
    _, printed, _ = run("diff", before, "--project", after)
    assert printed.startswith("- Role Gold: title Finance → Gold\n")
    assert len(described) == 6


def test_with_another_theme_pages_are_rendered_again(run, tmp_path, described):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    run("diff", before, "--project", after)
    template = "pages/role.md.jinja"
    (after / "theme" / template).parent.mkdir(parents=True)
    (after / "theme" / template).write_text((ROOT / "theme" / template).read_text() + "\nmore\n")
    run("diff", before, "--project", after)
    assert len(described) == 8


def test_a_revision_at_fault_is_told_the_second_time_too(run, tmp_path, described):
    before, after = two(tmp_path, "side: vendor", "side: nobody")
    told = [run("diff", before, "--project", after) for _ in range(2)]
    assert told[0] == told[1]
    assert "Pages cannot be compared" in told[0][1]
    assert len(described) == 2


def test_a_theme_that_changes_meanwhile_is_not_kept_as_what_it_was(run, tmp_path, described, monkeypatch):
    before, after = two(tmp_path, "title: Finance", "title: Money")
    template = "pages/role.md.jinja"
    real = diff_command.read_theme

    def read(project):
        theme = real(project)
        (after / "theme" / template).parent.mkdir(parents=True)
        (after / "theme" / template).write_text((ROOT / "theme" / template).read_text() + "\nmore\n")
        return theme

    monkeypatch.setattr(diff_command, "read_theme", read)
    run("diff", before, "--project", after)
    monkeypatch.setattr(diff_command, "read_theme", real)
    assert len(described) == 4
    run("diff", before, "--project", after)
    assert len(described) == 8
    shutil.rmtree(after / "theme")
    run("diff", before, "--project", after)
    assert len(described) == 12
