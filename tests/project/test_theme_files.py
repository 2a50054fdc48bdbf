"""The theme a project brings along, and publishers that fail, are told in a line with a way out."""

import pytest

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing import publishers
from partner_playbooks.publishing.publishers import Publisher, publish


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("messages/en.yml", b"site: [\n", r"^theme/messages/en.yml:1:7: this bracket"),
        ("messages/en.yml", b"site: \xff\n", r"^theme/messages/en.yml:1:7: the file is not UTF-8"),
        ("pages/picture.png", b"\xff\xfe", r"^theme/pages/picture.png: this is no UTF-8 text$"),
    ],
)
def test_a_theme_that_cannot_be_read_is_named(tmp_path, name, raw, told):
    (tmp_path / "theme" / name).parent.mkdir(parents=True)
    (tmp_path / "theme" / name).write_bytes(raw)
    with pytest.raises(UserError, match=told):
        read_theme(Project(tmp_path))


def test_a_publisher_that_fails_has_the_last_words(tmp_path):
    with pytest.raises(UserError, match=r"could not build the site:\n.*No module named no_such_module"):
        publish(Publisher("runpy", ("no_such_module",), ""), [tmp_path, tmp_path])


@pytest.mark.parametrize("epoch", ["yesterday", "-1", "1.5", "9" * 12, str(2**32)])
def test_a_date_that_is_none_is_told_before_anything_is_built(tmp_path, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UserError, match="not a number of seconds"):
        publish(publishers.PUBLISHERS["mkdocs"], [tmp_path])
