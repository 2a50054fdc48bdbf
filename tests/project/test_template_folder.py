"""The folder of templates: all that they may read stands there, and it goes with the process that made it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.template_folder import TemplateFolder, open_room
from partner_playbooks.project.theme_files import read_style, read_theme

SCRIPT = """
import os, sys
from partner_playbooks.project.template_folder import TemplateFolder
path = TemplateFolder(((sys.argv[1], sys.argv[2].encode()),)).put("= Hello")
if os.fork() == 0:
    sys.exit()  # a process that was forked ends as any other
os.wait()
print(path, path.exists())
"""


def test_templates_stand_beside_what_they_may_read():
    files = (("pictures/stamp.svg", b"<svg/>"),)
    first = TemplateFolder(files).put("= One\r\n")
    second = TemplateFolder(files).put("= Two")
    assert first.read_bytes() == b"= One\r\n"
    assert first.parent == second.parent
    assert (first.parent / "pictures" / "stamp.svg").read_text() == "<svg/>"
    other = TemplateFolder((("pictures/stamp.svg", b"<svg></svg>"),)).put("= One")
    assert (other.parent / "pictures/stamp.svg").read_text() == "<svg></svg>"


def test_what_templates_read_is_what_the_style_was_read_from(tmp_path):
    """Files are kept under what they were made with: a theme that is edited meanwhile must not be that of others."""
    own = tmp_path / "theme" / "documents"
    own.mkdir(parents=True)
    (own / "note.txt").write_text("as it was")
    (tmp_path / "content").symlink_to(ROOT / "content")
    project = Project(tmp_path)
    style = read_style(project, read_theme(project), EXAMINED.handbook.programme)
    (own / "note.txt").write_text("edited meanwhile")
    assert (style.place.put("= One").parent / "note.txt").read_text() == "as it was"


def test_fonts_and_what_is_no_file_of_the_theme_are_not_copied(tmp_path):
    """A pipe would be waited for, and fonts are large."""
    own = tmp_path / "theme" / "documents"
    own.mkdir(parents=True)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copyfile(ROOT / "site_config.yml", tmp_path / "site_config.yml")
    (own / "stamp.svg").write_text("<svg/>")
    os.mkfifo(own / "pipe")
    project = Project(tmp_path)
    style = read_style(project, read_theme(project), EXAMINED.handbook.programme)
    found = {path.name for path in style.place.put("= One").parent.iterdir()}
    assert {"stamp.svg", "shared.typ", "reference.docx"} <= found
    assert not found & {"pipe", "fonts"}


def test_without_room_it_says_where_to_make_some(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    open_room.cache_clear()
    with pytest.raises(UserError, match="temporary files") as told:
        TemplateFolder((("no room", b""),)).put("= One")
    assert "TMPDIR" in str(told.value.hint)


def test_data_stand_beside_templates_and_make_room_for_others():
    place = TemplateFolder(())
    template = place.put('#json(".data.json")')
    for data in ('{"a": "Größe"}', "{}"):
        place.give(data)
        assert (template.parent / ".data.json").read_text(encoding="utf-8") == data
    (template.parent / ".data.json").unlink()
    (template.parent / ".data.json").mkdir()
    with pytest.raises(UserError, match="temporary files"):
        place.give("{}")


def fonts_of(project):
    style = read_style(project, read_theme(project), EXAMINED.handbook.programme)
    return [[path.name for path in Path(folder).rglob("*") if path.is_file()] for folder in style.fonts], style


def test_fonts_are_those_of_the_theme_alone_and_one_of_its_own_hides_the_shipped_one(tmp_path):
    """The engine reads all that is in a folder, hidden files and what others left behind too."""
    own = tmp_path / "theme" / "documents" / "fonts"
    (own / ".backup").mkdir(parents=True)
    (tmp_path / "content").symlink_to(ROOT / "content")
    shipped = ROOT / "theme" / "documents" / "fonts"
    bold = (shipped / "SourceSans3-Bold.ttf").read_bytes()
    for name in ("SourceSans3-Regular.ttf", ".backup/Other.ttf", "Other_BACKUP_1.ttf", "~$Other.ttf"):
        (own / name).write_bytes(bold)
    names, style = fonts_of(Project(tmp_path))
    assert names == [[path.name] for path in sorted(shipped.iterdir())]
    (regular,) = (next(Path(folder).iterdir()) for folder in style.fonts if "Regular" in os.listdir(folder)[0])
    assert regular.read_bytes() == bold


def test_fonts_that_are_edited_meanwhile_are_those_of_others(tmp_path):
    own = tmp_path / "theme" / "documents" / "fonts"
    own.mkdir(parents=True)
    (tmp_path / "content").symlink_to(ROOT / "content")
    bold = (ROOT / "theme" / "documents" / "fonts" / "SourceSans3-Bold.ttf").read_bytes()
    (own / "House.ttf").write_bytes(bold)
    _, first = fonts_of(Project(tmp_path))
    (own / "House.ttf").write_bytes(bold + b" ")
    _, second = fonts_of(Project(tmp_path))
    assert first.fonts != second.fonts  # what is known of the one is not said of the other
    (house,) = (Path(folder) / "House.ttf" for folder in first.fonts if os.listdir(folder) == ["House.ttf"])
    assert house.read_bytes() == bold


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
def test_it_goes_with_the_process_that_made_it(tmp_path):
    stamp, room = tmp_path / "stamp.svg", tmp_path / "room"
    stamp.write_text("<svg/>")
    room.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "stamp.svg", str(stamp)],
        env={**os.environ, "TMPDIR": str(room)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[1] == "True"
    assert str(room) in done.stdout
    assert not list(room.iterdir())
