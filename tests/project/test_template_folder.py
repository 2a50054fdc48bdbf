"""The folder of templates: all that they may read stands there, and it goes with the process that made it."""

import os
import subprocess
import sys
import tempfile

import pytest

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.template_folder import TemplateFolder

SCRIPT = """
import os, sys
from partner_playbooks.project.template_folder import TemplateFolder
path = TemplateFolder(sys.argv[1], "1").put("= Hello")
if os.fork() == 0:
    sys.exit()  # a process that was forked ends as any other
os.wait()
print(path, path.exists())
"""


def test_templates_stand_beside_what_they_may_read_and_no_fonts(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "large.otf").write_bytes(b"font")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "stamp.svg").write_text("<svg/>")
    first = TemplateFolder(str(tmp_path), "1").put("= One\r\n")
    second = TemplateFolder(str(tmp_path), "1").put("= Two")
    assert first.read_bytes() == b"= One\r\n"
    assert first.parent == second.parent
    assert (first.parent / "pictures" / "stamp.svg").read_text() == "<svg/>"
    assert not (first.parent / "fonts").exists()
    (tmp_path / "pictures" / "stamp.svg").write_text("<svg></svg>")
    assert (TemplateFolder(str(tmp_path), "2").put("= One").parent / "pictures/stamp.svg").read_text() == "<svg></svg>"


def test_without_room_it_says_where_to_make_some(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(UserError, match="temporary files") as told:
        TemplateFolder(str(tmp_path), "no room").put("= One")
    assert "TMPDIR" in str(told.value.hint)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
def test_it_goes_with_the_process_that_made_it(tmp_path):
    theme, room = tmp_path / "theme", tmp_path / "room"
    theme.mkdir()
    room.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(theme)],
        env={**os.environ, "TMPDIR": str(room)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[1] == "True"
    assert str(room) in done.stdout
    assert not list(room.iterdir())
