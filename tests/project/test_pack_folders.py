"""Folders of packs: a file is there whole, or not at all."""

import pytest

from partner_playbooks.project.pack_folders import add_files


def test_a_disk_that_is_full_leaves_no_half_file_in_the_folder_of_a_partner(tmp_path, monkeypatch):
    def write_half(path, raw):
        with path.open("wb") as file:
            file.write(raw[:2])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("pathlib.Path.write_bytes", write_half)
    with pytest.raises(OSError, match="No space"):
        add_files({"plan.json": b"{}..."}, tmp_path)
    assert list(tmp_path.iterdir()) == []
