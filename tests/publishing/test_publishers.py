"""Publishers as programs: what is told of one that fails."""

import pytest

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.publishing.publishers import Publisher, publish


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("OSError: [Errno 28] No space left on device: 'a' -> 'b'", "make room on the disk"),
        ("Config value 'theme': Unrecognised", "compare site_config.yml and theme/ with the shipped ones"),
    ],
)
def test_a_disk_that_is_full_is_told_as_such(tmp_path, monkeypatch, words, hint):
    (tmp_path / "failing_publisher.py").write_text(f"raise SystemExit({words!r})")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(UserError, match="could not build the site") as caught:
        publish(Publisher("failing_publisher", (), "none"), [tmp_path])
    assert words in str(caught.value)
    assert caught.value.hint == hint
