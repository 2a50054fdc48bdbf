"""What a preview says is wrong: what is known best."""

import json
import threading
from contextlib import nullcontext

import pytest

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.preview.building import Builder
from partner_playbooks.preview.preview_state import PreviewState, Site
from partner_playbooks.project.folder import Project
from partner_playbooks.project.new_handbook import start_handbook

KNOWN = json.dumps([{"place": "site_config.yml:60:3", "message": "this plugin is not installed"}])


class Failing:
    """A whole that is built of what stands there now, and not of what stood there when it was begun."""

    edition = None

    def go_on(self, _changed):
        raise UserError("mkdocs could not build the site")

    def stop(self):
        pass

    pause = stop


@pytest.mark.parametrize("known", [KNOWN, "[]"])
def test_a_whole_that_fails_hides_nothing_that_was_told_better(tmp_path, known):
    start_handbook(tmp_path / "ours", minimal=True)
    state, told = PreviewState(), []
    builder = Builder(
        Project.find(tmp_path / "ours"), Audience.INTERNAL, tmp_path, state, tell=told.append, checker=None
    )
    builder._trouble(known)
    builder._whole = Failing()
    builder._guarded(lambda: builder._go_on(threading.Event()))
    assert builder._whole is None
    page = state.page("")
    _, problems = state.news("", page.version, "", 0)
    if known == KNOWN:
        assert (problems, told) == (KNOWN, [])
    else:
        assert "mkdocs could not build the site" in problems
        assert len(told) == 1


class Checking:
    """Checks in this process; something is saved meanwhile, or not."""

    def __init__(self, changed=None):
        self.changed = changed

    def begin(self, opened):
        def check():
            if self.changed is not None:
                self.changed.set()
            return opened.examined

        return check


@pytest.mark.parametrize("mistake", ["owner: partner-manger\n", "owner: [\n"])
def test_mistakes_in_what_was_saved_again_meanwhile_are_not_told(tmp_path, mistake):
    """They may be mended already: an editor writes half of a file first, and then the rest."""
    start_handbook(tmp_path / "ours", minimal=True)
    stage = tmp_path / "ours" / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("owner: partner-manager\n", mistake, 1))
    project, changed, told, state = Project.find(tmp_path / "ours"), threading.Event(), [], PreviewState()
    builder = Builder(project, Audience.INTERNAL, tmp_path, state, tell=told.append, checker=Checking(changed))
    if mistake.endswith("[\n"):
        changed.set()  # what cannot be read is told before all is checked
    builder._begin(changed)
    assert (told, state.news("", "", "", 0)[1]) == ([], "[]")
    changed.clear()
    builder._checker = Checking()
    builder._begin(changed)
    assert len(told) == 2
    assert json.loads(state.news("", "", "", 0)[1])


def test_findings_that_stay_are_told_once(tmp_path):
    start_handbook(tmp_path / "ours", minimal=True)
    stage = tmp_path / "ours" / "content" / "stages" / "onboard.yml"
    good = stage.read_text()
    told = []
    builder = Builder(
        Project.find(tmp_path / "ours"),
        Audience.INTERNAL,
        tmp_path,
        PreviewState(),
        tell=told.append,
        checker=Checking(),
    )
    for mistake in ("partner-manger", "partner-manger", "partner-mager"):
        stage.write_text(good.replace("owner: partner-manager\n", f"owner: {mistake}\n", 1))
        builder._begin(threading.Event())
    findings = told[::2]
    assert "partner-manger" in findings[0]
    assert findings[1] == "The same findings as before."
    assert "partner-mager" in findings[2]


class Broken:
    """What makes single pages, of a theme that cannot."""

    folder = None

    def order(self, _edition, _texts, into):
        return into

    def wait(self):
        return None


@pytest.mark.parametrize("looks", [True, False])
def test_what_is_wrong_with_a_theme_is_told_until_a_page_can_be_made(tmp_path, looks):
    """That nothing is found in content says nothing of it; but who looks at no page need not wait for the whole."""
    start_handbook(tmp_path / "ours", minimal=True)
    state = PreviewState()
    builder = Builder(
        Project.find(tmp_path / "ours"), Audience.INTERNAL, tmp_path, state, tell=lambda _: None, checker=Checking()
    )
    builder._single = Broken()
    builder._shown = Site(tmp_path / "whole")
    builder._trouble(KNOWN)
    with state.note_open("stages/onboard/") if looks else nullcontext():
        builder._begin(threading.Event())
    assert state.news("", "", "", 0)[1] == (KNOWN if looks else "[]")


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_staged_of_the_last_good_save_goes_on_when_the_next_is_refused(tmp_path, staged):
    start_handbook(tmp_path / "ours", minimal=True)
    stage = tmp_path / "ours" / "content" / "stages" / "onboard.yml"
    stage.write_text(stage.read_text().replace("owner: partner-manager\n", "owner: partner-manger\n", 1))
    project = Project.find(tmp_path / "ours")
    builder = Builder(project, Audience.INTERNAL, tmp_path, PreviewState(), tell=lambda _: None, checker=Checking())
    builder._whole = Failing()
    builder._whole.is_staged = staged
    builder._begin(threading.Event())
    assert builder._wrong != "[]"
    assert (builder._whole is not None) == staged  # what is staged is of the last good save
