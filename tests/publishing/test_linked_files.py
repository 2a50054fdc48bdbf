"""A file in two places: one on the disk where there can be links, and never written to through the other."""

import errno
import os

import pytest

from partner_playbooks.publishing.linked_files import link_file


@pytest.fixture
def files(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"held")
    return source, target


@pytest.mark.parametrize("reason", [None, errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOSYS])
def test_a_file_stands_in_both_places(files, monkeypatch, reason):
    source, target = files

    def refuse(*_):
        raise OSError(reason, os.strerror(reason))

    if reason:
        monkeypatch.setattr(os, "link", refuse)
    link_file(source, target)
    assert target.read_bytes() == b"held"
    assert target.samefile(source) == (reason is None)
    source.unlink()
    assert target.read_bytes() == b"held"


def test_a_file_of_another_mode_is_copied_and_has_that_of_a_new_one(files):
    """Somebody made a site with another mask, or changed the mode of a file in it: it does not stay so for ever."""
    source, target = files
    source.chmod(0o600)
    link_file(source, target)
    assert target.read_bytes() == b"held"
    assert not target.samefile(source)
    (target.parent / "new").touch()
    assert target.stat().st_mode == (target.parent / "new").stat().st_mode != source.stat().st_mode


def test_what_stood_there_is_replaced_and_not_written_to(files, tmp_path):
    source, target = files
    other = tmp_path / "other"
    other.write_bytes(b"another site")
    os.link(other, target)
    link_file(source, target)
    assert target.read_bytes() == b"held"
    assert other.read_bytes() == b"another site"


def test_a_place_that_cannot_be_written_is_told(files, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        link_file(files[0], tmp_path / "none" / "target")
