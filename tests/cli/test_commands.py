"""The command as it is typed: what it prints where, how it ends, and how its help reads."""

import io
import json
import shutil
import signal
import sys

import pytest
from commands import list_commands
from running import ROOT, playbooks

from partner_playbooks import cli
from partner_playbooks.project.finished_work import NAME

BASE = ROOT / "tests" / "checks" / "base"
FIXTURES = ROOT / "tests" / "checks" / "fixtures"
ALL = list_commands()
"""Commands that do something, by what is typed."""


@pytest.fixture
def project(tmp_path):
    """A project in order, and a way to put a fixture's files into it."""
    shutil.copytree(BASE / "content", tmp_path / "content")

    def spoil(*fixtures):
        for name in fixtures:
            shutil.copytree(FIXTURES / name / "content", tmp_path / "content", dirs_exist_ok=True)
        return tmp_path

    return spoil


def test_content_in_order_ends_with_0(run, project):
    assert run("check", "--project", project()) == (0, "All content is in order: 0 findings.\n", "")


def test_check_keeps_what_it_parsed_for_the_next_command(run, project):
    folder = project()
    first = run("check", "--project", folder)
    kept = {path.name: path.read_bytes() for path in (folder / NAME).glob("*/*")}
    assert len(kept) == len([*(folder / "content").rglob("*.yml")])
    assert run("check", "--project", folder) == first
    broken = next((folder / "content").rglob("*.yml"))
    broken.write_text("title: [\n", encoding="utf-8")
    assert run("check", "--project", folder)[0] == 1
    assert {path.name: path.read_bytes() for path in (folder / NAME).glob("*/*")} == kept


def test_content_at_fault_ends_with_1_and_reports_every_file(run, project):
    folder = project("PB101-open-quote", "PB201-unknown-reference", "PB402-example", "PB203-capital-letters")
    code, printed, told = run("check", "--project", folder)
    assert (code, told) == (1, "")
    for place in (
        "content/roles/finance.yml:2:8 PB101 ",
        "content/plans/first-30.yml:10:12 PB201 ",
        "content/metrics/activation-rate.yml:18:11 PB402 ",
        "content/stages/enable.yml:1:5 PB203 ",
        "content/glossary.yml:2:9 PB203 ",
    ):
        assert place in printed
    assert printed.endswith(" in 5 files.\n")


def test_a_warning_fails_only_when_strict(run, project):
    folder = project("PB105-lost-comment")
    code, printed, _ = run("check", "--project", folder)
    assert code == 0
    assert printed.endswith("Found 1 warning in 1 file.\n")
    assert run("check", "--strict", "--project", folder) == (1, printed, "")


def test_today_decides_which_reviews_are_overdue(run, project):
    folder = project("PB601-review-overdue")
    assert run("check", "--strict", "--today", "2026-07-15", "--project", folder)[0] == 0
    code, printed, _ = run("check", "--strict", "--today", "2026-07-16", "--project", folder)
    assert code == 1
    assert 'PB601 warning: the review of "finance" was due on 2026-07-15' in printed


def test_findings_for_programs(run, project):
    code, printed, told = run("check", "--format", "json", "--project", project("PB202-duplicate-id"))
    assert (code, told) == (1, "")
    first, _ = json.loads(printed)
    assert first == {
        "code": "PB202",
        "severity": "error",
        "message": 'duplicate id "map"',
        "help": "give one of the two another id",
        "file": "content/glossary.yml",
        "line": 7,
        "column": 9,
        "end_line": 7,
        "end_column": 12,
        "fix": [],
        "proposal": [],
        "related": [
            {
                "message": "first used here",
                "file": "content/glossary.yml",
                "line": 2,
                "column": 9,
                "end_line": 2,
                "end_column": 12,
            }
        ],
    }


def test_no_findings_for_programs_is_an_empty_list(run, project):
    assert run("check", "--format", "json", "--project", project()) == (0, "[]\n", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "--project", "nowhere"), "nowhere holds no content/ folder"),
        (("check", "--project", __file__), "holds no content/ folder"),
        (("check", "--format", "xml"), "choose one of text, concise, json"),
        (("check", "--today", "30.11.2026"), "'30.11.2026' does not match"),
        (("check", "--sternly"), "No such option"),
        (("checks",), "Did you mean 'check'?"),
        (("build", "--publisher", "hugo"), "choose one of mkdocs, zensical"),
        (("build", "--edition", "public"), "'public' is not one of"),
        (("stage", "folder", "--edition", "all"), "'all' is not one of"),
        (("stage", str(ROOT)), "is not empty"),
        (("init", str(ROOT)), "content is there already"),
        (("init", __file__), "is no folder"),
        (("init", f"{__file__}/below"), "Not a directory"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_to_do(run, arguments, told, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, printed, stderr = run(*arguments)
    assert (code, printed) == (2, "")
    assert told in stderr


@pytest.mark.parametrize("command", ["build", "generate", "stage"])
def test_nothing_is_made_of_content_at_fault(run, project, tmp_path, command):
    folder = project("PB201-unknown-reference")
    before = sorted(folder.rglob("*"))
    target = [tmp_path / "staging"] if command == "stage" else []
    code, printed, told = run(command, *target, "--project", folder)
    assert (code, printed) == (1, "")
    assert "PB201" in told
    assert sorted(folder.rglob("*")) == before


def test_a_site_that_a_killed_build_left_aside_is_put_back_though_the_content_is_at_fault(run, project):
    """The old site serves its readers again before anything else is looked at (faults A6)."""
    folder = project("PB201-unknown-reference")
    aside = folder / "site" / ".internal.playbooks-old"
    aside.mkdir(parents=True)
    (aside / ".partner-playbooks").write_text('{"edition": "internal"}')
    (aside / "index.html").write_text("old")
    code, _, told = run("build", "--project", folder)
    assert code == 1
    assert "PB201" in told
    assert (folder / "site" / "internal" / "index.html").read_text() == "old"
    assert [path.name for path in (folder / "site").iterdir()] == ["internal"]


def test_a_handbook_starts_in_a_new_repository_and_names_the_next_command(run, tmp_path):
    folder = tmp_path / "our handbook"
    (folder / ".git").mkdir(parents=True)
    code, printed, _ = run("init", folder, "--minimal")
    assert code == 0
    assert f"playbooks build --project '{folder}'\n" in printed
    assert (folder / "content" / "programme.yml").is_file()


@pytest.mark.parametrize("command", sorted(ALL))
def test_help_says_what_a_command_does_and_names_every_option(run, command):
    code, printed, _ = run(*command.split(), "--help")
    assert code == 0
    words = " ".join(printed.split())
    assert " ".join(ALL[command].help.split()) in words
    assert ALL[command].help.endswith(".")
    for parameter in ALL[command].params:
        assert parameter.help.endswith((".", ". "))
        assert " ".join(parameter.help.split()) in words
        assert parameter.metavar in words if parameter.param_type_name == "argument" else parameter.opts[0] in words


def test_help_lists_the_commands_in_full_and_the_exit_statuses(run):
    code, printed, _ = run("--help")
    assert code == 0
    width = max(map(len, cli.COMMANDS))
    for name, line in cli.COMMANDS.items():
        assert f"{name:<{width}}  {line}" in printed
    assert "..." not in printed.partition("Commands:")[2]
    assert "ends with 0" in printed


def test_the_version_is_told(run):
    assert run("--version")[1].startswith("partner-playbooks ")


def test_a_terminal_that_lacks_a_character_gets_its_escape(monkeypatch, project):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1", write_through=True))
    monkeypatch.setattr(sys, "argv", ["playbooks", "check", "--project", str(project("PB205-ring"))])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert b"enable.plan \\u2192 enable.exam" in sys.stdout.buffer.getvalue()


@pytest.mark.long
def test_the_installed_command_runs(project):
    done = playbooks("check", "--project", project("PB101-tab"))
    assert done.returncode == 1
    assert done.stdout.startswith("content/roles/finance.yml:5:1 PB101 ")
    assert done.stderr == ""
