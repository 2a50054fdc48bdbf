"""Publishers as programs: what is told of one that fails."""

import pytest
from running import playbooks

from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.new_handbook import start_handbook
from partner_playbooks.publishing.publishers import Publisher, publish


@pytest.mark.site
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>\n{% endblock %}", "2: Encountered unknown tag 'endblock'."),
        ("\n\n{{ nothing.at.all }}", "3: 'nothing' is undefined"),
    ],
)
def test_a_template_at_fault_is_told_by_its_line(tmp_path, text, told):
    project = tmp_path / "ours"
    start_handbook(project, minimal=True)
    (project / "theme" / "site").mkdir(parents=True)
    (project / "theme" / "site" / "404.html").write_text(text)
    done = playbooks("build", "--project", project)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: theme/site/404.html:{told}\n  help: compare it")


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
