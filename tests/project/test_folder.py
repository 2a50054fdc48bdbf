"""What is read from a project folder, what is left alone, and what is said of the rest."""

import os
import socket
import sys
from pathlib import Path

import pytest

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.source import MAX_BYTES
from partner_playbooks.project import folder, resources
from partner_playbooks.project.folder import Project, read_content


@pytest.fixture
def project(tmp_path):
    (tmp_path / "content" / "roles").mkdir(parents=True)
    (tmp_path / "content" / "roles" / "finance.yml").write_bytes(b"id: finance\n")
    return Project.find(tmp_path)


def problems(project):
    files, found = read_content(project)
    assert files == {"content/roles/finance.yml": b"id: finance\n"}
    return [(str(each.span), each.code, each.message) for each in found]


def test_a_folder_without_content_is_no_project(tmp_path):
    with pytest.raises(UserError, match="holds no content/ folder") as caught:
        Project.find(tmp_path)
    assert "playbooks init" in caught.value.hint


def test_files_come_in_order_with_forward_slashes(project):
    for name in ("stages/b.yml", "stages/a.yml", "programme.yml", "roles/emea/west/legal.yml"):
        path = project.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    files, found = read_content(project)
    assert found == []
    assert list(files) == [
        "content/programme.yml",
        "content/roles/emea/west/legal.yml",
        "content/roles/finance.yml",
        "content/stages/a.yml",
        "content/stages/b.yml",
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        ".finance.yml.swp",
        ".git/config",
        "finance.yml~",
        "#finance.yml#",
        ".#finance.yml",
        "finance.yml.bak",
        "finance.yml.orig",
        "finance.tmp",
        "Thumbs.db",
        "desktop.ini",
    ],
)
def test_litter_is_ignored(project, name):
    path = project.root / "content" / "roles" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"\0")
    assert problems(project) == []


@pytest.mark.parametrize("target", ["finance.yml", "nowhere.yml", "..", "/etc/hosts"])
def test_a_symbolic_link_is_refused(project, target):
    (project.root / "content" / "roles" / "link.yml").symlink_to(target)
    assert problems(project) == [("content/roles/link.yml:1:1", "PB005", "symbolic links are not followed")]


def test_a_linked_folder_is_refused_and_not_entered(project):
    (project.root / "content" / "stages").symlink_to(project.root / "content" / "roles")
    assert problems(project) == [("content/stages:1:1", "PB005", "symbolic links are not followed")]


def test_a_linked_content_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    files, (found,) = read_content(Project.find(tmp_path))
    assert (files, found.code, found.span.file) == ({}, "PB005", "content")


def test_a_pipe_is_not_waited_for(project):
    os.mkfifo(project.root / "content" / "roles" / "pipe.yml")
    assert problems(project) == [("content/roles/pipe.yml:1:1", "PB001", "this is not an ordinary file")]


def test_a_socket_is_not_read(project, monkeypatch):
    monkeypatch.chdir(project.root / "content" / "roles")  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket.yml")
        assert problems(project) == [("content/roles/socket.yml:1:1", "PB001", "this is not an ordinary file")]


def test_a_file_that_may_not_be_read_is_named(project, monkeypatch):
    (project.root / "content" / "roles" / "secret.yml").write_bytes(b"")
    read_bytes = Path.read_bytes

    def refused(path):
        if path.name == "secret.yml":  # the tests may run as root, whom nothing is forbidden
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert problems(project) == [("content/roles/secret.yml:1:1", "PB001", "this cannot be read: permission denied")]


def test_a_file_that_is_gone_when_it_is_read_is_named(project, monkeypatch):
    monkeypatch.setattr(folder, "_content_files", lambda root: [(root / "content" / "gone.yml", "content/gone.yml")])
    files, (found,) = read_content(project)
    assert (files, found.code, found.message) == ({}, "PB001", "this cannot be read: no such file or directory")


def test_a_folder_that_may_not_be_opened_is_named(project, monkeypatch):
    (project.root / "content" / "stages").mkdir()
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "stages" and access(path, mode))
    assert problems(project) == [("content/stages:1:1", "PB001", "this folder cannot be opened")]


@pytest.mark.parametrize("name", ["notes.txt", "legal.yaml", "legal.YML", "legal.json", "README"])
def test_another_suffix_is_refused(project, name):
    (project.root / "content" / "roles" / name).write_bytes(b"id: legal\n")
    assert problems(project) == [(f"content/roles/{name}:1:1", "PB006", f"nothing is read from {name}")]


def test_a_file_over_the_limit_is_not_read(project, monkeypatch):
    with (project.root / "content" / "roles" / "huge.yml").open("wb") as file:
        file.truncate(100_000_000)
    read_bytes = Path.read_bytes

    def small(path):
        assert path.stat().st_size <= MAX_BYTES
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", small)
    assert problems(project) == [("content/roles/huge.yml:1:1", "PB004", "the file is too large (100.0 MB)")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"r\xe9gion.txt", r"r\xe9gion.txt"),
        (b"two\nlines.txt", r"two\nlines.txt"),
        ("\u202egnp.txt".encode(), r"\u202egnp.txt"),
        ("région.txt".encode(), "région.txt"),
    ],
)
def test_a_file_name_is_shown_with_what_cannot_be_printed(project, name, shown):
    with open(os.path.join(os.fsencode(project.root), b"content", b"roles", name), "wb"):  # noqa: PTH118, PTH123 - pathlib takes no bytes
        pass
    assert problems(project) == [(f"content/roles/{shown}:1:1", "PB006", f"nothing is read from {shown}")]


def test_an_own_theme_file_hides_the_shipped_one(project):
    own = project.root / "theme" / "messages" / "en.yml"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"")
    (own.parent / "en.yml~").write_bytes(b"")
    files = project.theme_files()
    assert files["messages/en.yml"] == own
    assert "messages/en.yml~" not in files
    assert files["pages/stage.md.jinja"] == resources.find_shipped() / "theme" / "pages" / "stage.md.jinja"
    assert list(files) == sorted(files)


def test_an_own_configuration_comes_before_the_shipped_one(project):
    assert project.config == resources.find_shipped() / "site_config.yml"
    (project.root / "site_config.yml").write_bytes(b"")
    assert project.config == project.root / "site_config.yml"


def test_a_preview_watches_content_theme_configuration_and_snapshot(project):
    assert project.list_watched() == (project.root / "content", resources.find_shipped() / "theme")
    (project.root / "theme").mkdir()
    (project.root / "site_config.yml").write_bytes(b"")
    (project.root / "snapshot.json").write_bytes(b"")  # `playbooks track` writes it while a preview shows it
    assert project.list_watched() == (
        project.root / "content",
        project.root / "theme",
        project.root / "site_config.yml",
        project.root / "snapshot.json",
        resources.find_shipped() / "theme",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", [b"\xff.png", b"a\\b.png", "größe ✓.png".encode()])
def test_a_theme_file_whose_name_no_address_can_hold_is_refused(project, name):
    path = project.root / "theme" / "site" / os.fsdecode(name)
    path.parent.mkdir(parents=True)
    path.touch()
    if name.startswith(b"\xff"):
        with pytest.raises(UserError, match=r"site/\\xff\.png has a name that is no UTF-8"):
            project.theme_files()
    else:
        assert f"site/{os.fsdecode(name)}" in project.theme_files()


def test_a_theme_or_settings_behind_a_link_are_refused(project):
    """As content is: what lies outside the project is not the project's, and nobody would see it change."""
    for name, read in (("theme", project.theme_files), ("site_config.yml", lambda: project.config)):
        place = project.root / name
        for make in (lambda place=place: place.symlink_to("/etc"), lambda place=place: place.symlink_to("nowhere")):
            make()
            with pytest.raises(UserError, match=f"{name} is a symbolic link"):
                read()
            place.unlink()
        place.write_text("") if name == "theme" else place.mkdir()
        with pytest.raises(UserError, match=f"{name} is a fil|{name} is a fol"):
            read()
        place.unlink() if name == "theme" else place.rmdir()


def test_a_change_is_seen_behind_a_link_and_in_what_else_is_named(project, tmp_path):
    records, other = tmp_path / "elsewhere.json", tmp_path / "other.json"
    records.write_text("{}")
    other.write_text("{}")
    (project.root / "snapshot.json").symlink_to(records)
    for place in (records, other):
        before = project.state(other)
        assert project.state(other) == before
        place.write_text("{ }")
        assert project.state(other) != before


def test_a_link_in_the_theme_is_refused(project, tmp_path):
    (tmp_path / "theme" / "site").mkdir(parents=True)
    (tmp_path / "theme" / "site" / "leak.txt").symlink_to("/etc/hostname")
    with pytest.raises(UserError, match="symbolic link"):
        project.theme_files()
