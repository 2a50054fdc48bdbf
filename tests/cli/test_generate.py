"""`playbooks generate` renders nothing that it has rendered before, and says the same either way."""

import shutil

import pytest
from running import ROOT

from partner_playbooks.cli import generate_command
from partner_playbooks.project.finished_work import NAME

BASE = ROOT / "tests" / "checks" / "base"
ROLE = "content/roles/finance.yml"
DAYS = ("--today", "2026-11-20"), ("--today", "2036-11-20")


@pytest.fixture
def project(tmp_path):
    shutil.copytree(BASE, tmp_path / "project")
    shutil.copy(ROOT / "site_config.yml", tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def rendered(monkeypatch):
    """The times that anything was rendered."""
    times = []
    real = generate_command.render_editions

    def render(*arguments, **options):
        times.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(generate_command, "render_editions", render)
    return times


def edit(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_rendered_is_known_and_told_alike(run, project, rendered):
    first = run("generate", "--project", project, *DAYS[0])
    assert first[0] == 0
    assert len(rendered) == 1
    again = run("generate", "--project", project, *DAYS[0])
    assert (again[0], again[2]) == (0, first[2])
    assert again[1].endswith(" 0 changed.\n")
    assert run("generate", "--check", "--project", project, *DAYS[0]) == (0, "", first[2])
    assert len(rendered) == 1


def test_findings_are_told_each_time(run, project, rendered):
    edit(project / ROLE, "title: Finance", "title: Finance\nreview:\n  reviewed: 2026-01-01\n  due: 2026-02-01")
    told = [run("generate", "--project", project, *DAYS[0])[2] for _ in range(2)]
    assert len(rendered) == 1
    assert "PB601" in told[0]
    assert told[0] == told[1]


def test_a_page_that_somebody_changed_or_took_is_told_and_written_again(run, project, rendered):
    run("generate", "--project", project, *DAYS[0])
    page, gone = project / "playbooks" / "roles" / "finance.md", project / "playbooks" / "index.md"
    was = page.read_bytes(), gone.read_bytes()
    page.write_bytes(was[0] + b"x")
    gone.unlink()
    left = project / "playbooks" / "roles" / "gone.md"
    left.write_bytes(was[0])
    code, printed, _ = run("generate", "--check", "--project", project, *DAYS[0])
    assert code == 1
    assert set(printed.splitlines()) == {
        "playbooks/roles/finance.md: changed",
        "playbooks/index.md: missing",
        "playbooks/roles/gone.md: left over",
    }
    assert len(rendered) == 1
    assert run("generate", "--project", project, *DAYS[0])[1].endswith(" 3 changed.\n")
    assert (page.read_bytes(), gone.read_bytes(), left.exists()) == (*was, False)


CHANGES = {
    "content": lambda root: edit(root / ROLE, "title: Finance", "title: Money"),
    "theme": lambda root: (
        (root / "theme" / "messages").mkdir(parents=True)
        or (root / "theme" / "messages" / "en.yml").write_text(
            (ROOT / "theme" / "messages" / "en.yml").read_text(encoding="utf-8").replace("Owner", "Holder"), "utf-8"
        )
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_input_is_rendered(run, project, rendered, change):
    run("generate", "--project", project, *DAYS[0])
    CHANGES[change](project)
    code, printed, _ = run("generate", "--check", "--project", project, *DAYS[0])
    assert (code, len(rendered)) == (1, 2)
    assert ": changed\n" in printed


def test_another_day_is_rendered(run, project, rendered):
    for day in DAYS:
        run("generate", "--project", project, *day)
    assert len(rendered) == 2


def test_settings_that_may_read_files_of_any_name_are_never_known(run, project, rendered):
    edit(project / "site_config.yml", "  - abbr\n", "  - abbr\n  - pymdownx.details\n")
    for _ in range(2):
        run("generate", "--project", project, *DAYS[0])
    assert len(rendered) == 2


def test_pieces_that_are_damaged_or_of_another_shape_are_as_if_not_there(run, project, rendered):
    run("generate", "--project", project, *DAYS[0])
    for path in (project / NAME).glob("*/*"):
        path.write_bytes(b"x")
    assert run("generate", "--check", "--project", project, *DAYS[0])[0] == 0
    assert len(rendered) == 2


def test_content_at_fault_is_told_each_time(run, project, rendered):
    edit(project / ROLE, "side: vendor", "side: nobody")
    told = [run("generate", "--project", project, *DAYS[0]) for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0][0], len(rendered)) == (1, 2)
    assert ROLE in told[0][2]


def test_what_changed_while_it_was_rendered_is_not_kept_as_what_it_was(run, project, monkeypatch):
    real = generate_command.render_editions

    def render(*arguments, **options):
        edit(project / ROLE, "title: Finance", "title: Money")
        return real(*arguments, **options)

    monkeypatch.setattr(generate_command, "render_editions", render)
    run("generate", "--project", project, *DAYS[0])
    monkeypatch.setattr(generate_command, "render_editions", real)
    assert "Money" in (project / "playbooks" / "roles" / "finance.md").read_text(encoding="utf-8")
    edit(project / ROLE, "title: Money", "title: Finance")
    assert run("generate", "--check", "--project", project, *DAYS[0])[0] == 1
