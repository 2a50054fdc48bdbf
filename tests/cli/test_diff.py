"""`playbooks diff` as it is typed."""

import json
import shutil

import pytest
from running import ROOT

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
