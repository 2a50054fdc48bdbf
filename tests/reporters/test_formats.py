"""Formats that hosts and programs read: valid, at the right place, and not to be acted on by what content says."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from markdown_it import MarkdownIt
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.language.diagnostics import Diagnostic, Edit, Severity, Span
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.reporters import HOSTED, REPORTERS
from partner_playbooks.reporters.summary import write_summary

SCHEMAS = Path(__file__).parent / "schemas"
FIXTURES = ROOT / "tests" / "checks" / "fixtures"
BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
TODAY = date(2026, 11, 10)
FILE = "content/roles/finance.yml"
EVIL = "a,b:c%d\r\n::error file=x::y <b>@all</b> | `x` **z** [q](https://example.com)\n::stop-commands::t"


def all_findings():
    """Give the findings of every fixture together, with the texts of their files."""
    found, texts = [], {}
    for folder in sorted(FIXTURES.iterdir()):
        files, _ = read_content(Project(folder))
        examined = examine({**BASE, **files}, TODAY, languages=("de", "en"))
        found += [each.below(folder.name) for each in examined.diagnostics]
        texts |= {f"{folder.name}/{file}": text for file, text in examined.texts.items()}
    return found, texts


FOUND, TEXTS = all_findings()


def report(form, findings=None, texts=None):
    return REPORTERS[form](FOUND if findings is None else findings, TEXTS if texts is None else texts)


def test_enough_is_found_to_judge_formats_by():
    assert len({found.code for found in FOUND}) > 40
    assert len([found for found in FOUND if found.proposal]) > 12
    assert len([found for found in FOUND if found.related]) > 2


@pytest.mark.parametrize("form", ["sarif", "rdjson", "gitlab"])
def test_machine_formats_keep_to_their_published_schemas(form):
    schema = json.loads((SCHEMAS / f"{form}.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    for findings in (FOUND, []):
        assert list(validator.iter_errors(json.loads(report(form, findings)))) == []
    broken = re.sub(r'"(message|description)": ', '"no": ', report(form)).replace(
        '"severity": "ERROR"', '"severity": 9'
    )
    assert list(validator.iter_errors(json.loads(broken))) != []


def test_every_finding_is_in_every_format():
    assert len(json.loads(report("json"))) == len(FOUND)
    assert len(json.loads(report("gitlab"))) == len(FOUND)
    assert len(json.loads(report("sarif"))["runs"][0]["results"]) == len(FOUND)
    assert len(json.loads(report("rdjson"))["diagnostics"]) == len(FOUND)
    assert len(report("github").splitlines()) == len(report("concise").splitlines()) == len(FOUND)
    assert write_summary(FOUND).count("\n- **") == len(FOUND)


def test_a_command_of_github_holds_its_place_and_the_way_out():
    found = Diagnostic("PB201", "unknown role", Span(FILE, 3, 8, 3, 12), "did you mean x?", Severity.WARNING)
    assert report("github", [found]) == (
        f"::warning file={FILE},line=3,endLine=3,title=PB201,col=8,endColumn=12::unknown role%0Adid you mean x?\n"
    )


def test_a_fingerprint_of_gitlab_survives_a_move_and_tells_two_apart():
    def prints(*lines):
        found = [Diagnostic("PB201", "unknown role", Span(FILE, line, 1, line, 2)) for line in lines]
        return [entry["fingerprint"] for entry in json.loads(report("gitlab", found))]

    assert prints(3, 9) == prints(4, 20)
    assert len(set(prints(3, 9))) == 2


def test_columns_are_counted_as_each_format_wants_them():
    text = {FILE: "título: 🎉 wrong"}
    found = [Diagnostic("PB201", "x", Span(FILE, 1, 11, 1, 16), edits=(Edit(Span(FILE, 1, 11, 1, 16), "right"),))]
    bytes_before = len("título: 🎉 ".encode())
    rdjson = json.loads(report("rdjson", found, text))["diagnostics"][0]
    assert rdjson["location"]["range"]["start"] == {"line": 1, "column": bytes_before + 1}
    assert rdjson["suggestions"][0]["range"]["end"]["column"] == bytes_before + 6
    region = json.loads(report("sarif", found, text))["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert (region["startColumn"], region["endColumn"]) == (11, 16)


def test_suggestions_hold_whole_lines_as_they_are_to_be():
    made = json.loads(report("suggestions"))
    assert len(made) > 10
    for suggestion in made:
        fence, line = re.search(r"\n(`{3,})suggestion\n(.*)\n\1$", suggestion["body"], re.DOTALL).groups()
        assert "\n" not in line
        before = TEXTS[suggestion["path"]].split("\n")[suggestion["line"] - 1]
        assert line != before
        assert fence not in line


def test_what_content_says_is_no_command_and_no_mark():
    found = [Diagnostic("PB201", EVIL, Span(FILE, 1, 1, 1, 2), EVIL)]
    assert len(report("github", found).splitlines()) == 1
    html = MarkdownIt().render(write_summary(found))
    suggestion = [Diagnostic("PB1", EVIL, Span(FILE, 1, 1, 1, 2), EVIL, edits=(Edit(Span(FILE, 1, 1, 1, 2), "```"),))]
    html += MarkdownIt().render(json.loads(report("suggestions", suggestion, {FILE: "xy\n"}))[0]["body"])
    for mark in ("<b>", "<strong>z", "<a ", "<code>x", "@all"):
        assert mark not in html


def test_a_summary_is_never_too_long_for_its_host():
    many = [Diagnostic("PB201", "x" * 500, Span(f"content/{n}.yml")) for n in range(5000)]
    assert len(write_summary(many)) < 1_000_000
    assert "The rest does not fit here" in write_summary(many)


@pytest.mark.parametrize("folder", ["", "handbook"])
def test_hosts_get_paths_from_where_the_command_runs(run, tmp_path, monkeypatch, folder):
    project = tmp_path / folder
    shutil.copytree(FIXTURES / "PB201-unknown-reference" / "content", project / "content")
    shutil.copytree(ROOT / "tests" / "checks" / "base" / "content", project / "content", dirs_exist_ok=True)
    shutil.copytree(FIXTURES / "PB201-unknown-reference" / "content", project / "content", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    path = f"{folder}/content/plans/first-30.yml".lstrip("/")
    for form in sorted(HOSTED):
        code, printed, _ = run("check", "--project", project, "--format", form, "--summary", tmp_path / "summary.md")
        assert code == 1
        assert path in printed, form
    assert f"### {path}\n" in (tmp_path / "summary.md").read_text(encoding="utf-8")
