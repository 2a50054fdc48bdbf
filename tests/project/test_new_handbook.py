"""What `init` writes, into which folders; and that all it tells of is there (faults G7)."""

import re

import pytest
from commands import list_commands
from running import ROOT

from partner_playbooks.editing import NAMES
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import new_handbook, resources

COMMANDS = list_commands()
_CALL = re.compile(r"(?<![\w/-])playbooks ([a-z]+)((?: (?:[\w./=<>-]+))*)")
_QUOTED = re.compile(r"`([^`]+)`")
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|\.?[\w-]+\.(?:yml|md|txt)")
MADE = {
    *("actions", "site", "public", "preview", "notes", ".venv", "theme", "playbooks"),
    *("recipients.txt", "digests.log"),  # beside the plans, outside the repository
}
"""What the handbook's own commands and people make, or belongs to a host, where it is told of."""


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module", params=[False, True], ids=["full", "minimal"])
def handbook(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ours")
    new_handbook.start_handbook(folder, minimal=request.param)
    return folder


def shown(handbook):
    """Give what editors read: guides, README and other texts of the kit, by name."""
    places = [*sorted((handbook / "content" / "guides").glob("*.yml")), handbook / "README.md"]
    places += [handbook / ".github" / "pull_request_template.md"]
    return {path.name: path.read_text(encoding="utf-8") for path in places}


@pytest.mark.long
def test_guides_are_there_for_what_editors_do(handbook):
    assert {"add-stage.yml", "rename.yml", "add-language.yml", "read-an-error.yml"} <= set(shown(handbook))


def test_every_command_and_option_that_is_told_of_exists(handbook):
    calls = 0
    for name, text in shown(handbook).items():
        for command, words in _CALL.findall(text):
            first = words.split()[0] if words.split() else ""
            own = next(each for each in (f"{command} {first}", f"{command} run", command) if each in COMMANDS)
            options = {option for parameter in COMMANDS[own].params for option in parameter.opts}
            assert {word for word in words.split() if word.startswith("--")} <= options, (name, command, words)
            if command == "new":
                assert words.split()[0] in {*NAMES, "language"}
            calls += 1
    assert calls > 8


def test_every_file_that_is_told_of_is_there(handbook):
    """Or it is one that a guide has just had made, or a file of the full programme that stands for any other."""
    full = files_in(ROOT / "content").keys()
    told = 0
    for name, text in shown(handbook).items():
        made = {f"content/{kind}s/{id_}.yml" for kind, id_ in re.findall(r"playbooks new ([a-z-]+) ([\w-]+)", text)}
        made |= {path.rpartition("/")[2] for path in made}
        for quoted in _QUOTED.findall(text):
            for path in _PATH.findall(quoted.partition(":")[0]):
                if path.partition("/")[0] in MADE or "<" in quoted or " " in quoted or path in made:
                    continue
                plain = path.rstrip("/")
                known = (handbook / plain).exists() or plain.removeprefix("content/") in full
                assert known or any(each.endswith(f"/{plain}") for each in full), (name, path)
                assert not path.startswith("docs/"), (name, path)
                told += 1
    assert told > 5


@pytest.mark.long
def test_every_code_is_explained(run):
    text = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert resources.find_code_docs().read_text(encoding="utf-8") == text
    codes = re.findall(r"^## (PB\d{3}) (.*)$", text, re.MULTILINE)
    for code, title in codes:
        status, printed, _ = run("explain", code.lower())
        assert status == 0
        assert printed.startswith(f"{code} {title}\n")
        assert "\n## " not in printed
    assert run("explain", "PB999")[0] == 2


def test_no_message_names_a_file_of_this_repository():
    for path in (ROOT / "generator" / "partner_playbooks").rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "docs/" in line and '"""' not in line and "{" in line:
                assert "docs/diagnostics" not in line, (path, line)


@pytest.mark.long
@pytest.mark.parametrize("minimal", [False, True])
def test_a_folder_with_what_a_new_repository_has_is_taken(tmp_path, minimal):
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("# Ours\n")
    (tmp_path / "LICENSE").write_text("All rights reserved.\n")
    (tmp_path / ".gitignore").write_bytes(b"*.log")
    assert new_handbook.start_handbook(tmp_path, minimal=minimal) == "HANDBOOK.md"
    assert (tmp_path / "README.md").read_text() == "# Ours\n"
    assert "pip install --require-hashes" in (tmp_path / "HANDBOOK.md").read_text()
    assert (tmp_path / "LICENSE").read_text() == "All rights reserved.\n"
    lines = (tmp_path / ".gitignore").read_text().splitlines()
    assert lines[0] == "*.log"
    assert {"/site/", "/.venv/"} <= set(lines)
    fresh = tmp_path / "fresh"
    new_handbook.start_handbook(fresh, minimal=minimal)
    ours = {name: raw for name, raw in files_in(tmp_path).items() if not name.startswith("fresh/")}
    assert files_in(fresh).keys() <= ours.keys()
    different = {name for name, raw in files_in(fresh).items() if ours[name] != raw}
    assert different == {"README.md", ".gitignore"}


@pytest.mark.parametrize(
    "taken",
    [
        "site_config.yml",
        "content/notes.txt",
        "requirements.txt",
        ".github/workflows/handbook.yml",
        ".github",
        "schemas",
    ],
)
def test_what_would_be_overwritten_is_named_and_nothing_is_written(tmp_path, taken):
    path = tmp_path / taken
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("ours\n")
    before = files_in(tmp_path)
    with pytest.raises(UserError, match="is there already") as told:
        new_handbook.start_handbook(tmp_path, minimal=True)
    assert taken.partition("/")[0] in str(told.value)
    assert files_in(tmp_path) == before


@pytest.mark.long
def test_a_language_begins_with_every_message_and_passes_the_check(run, tmp_path):
    """PB208 and the guide name this command: what it writes is there, and in order."""
    folder = tmp_path / "ours"
    new_handbook.start_handbook(folder, minimal=True)
    programme = folder / "content" / "programme.yml"
    programme.write_text(programme.read_text(encoding="utf-8") + "language: nl\n", encoding="utf-8")
    status, printed, _ = run("check", "--project", folder)
    assert status == 1
    assert "`playbooks new language nl`" in printed
    assert run("new", "language", "nl", "--project", folder)[0] == 0
    assert run("check", "--strict", "--project", folder)[:2] == (0, "All content is in order: 0 findings.\n")
    assert run("new", "language", "nl", "--project", folder)[0] == 2
    assert run("new", "language", "Dutch", "--project", folder)[0] == 2
