"""A small handbook with every feature that pages show, in both editions, and a Markdown reader."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from partner_playbooks.changes import DayState, History, build_chronicle
from partner_playbooks.checks.examination import examine
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.theme import Theme
from partner_playbooks.plans.calendar import build_programme_calendar
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_style

SAMPLE = Path(__file__).parent / "sample"
THEME = Path(__file__).parents[2] / "theme"


@pytest.fixture(scope="session")
def theme():
    templates = {path.name: path.read_text(encoding="utf-8") for path in (THEME / "pages").iterdir()}
    catalogues = {path.stem: path.read_text(encoding="utf-8") for path in (THEME / "messages").iterdir()}
    return Theme(templates, {language: yaml.safe_load(text) for language, text in catalogues.items()})


@pytest.fixture(scope="session")
def sample_files():
    return {
        f"content/{path.relative_to(SAMPLE).as_posix()}": path.read_bytes() for path in sorted(SAMPLE.rglob("*.yml"))
    }


@pytest.fixture(scope="session")
def sample(sample_files):
    examined = examine(sample_files, date(2026, 6, 1))
    # A title that looks like Markdown, and a task that no partner has, are there for the pages.
    assert {found.code for found in examined.diagnostics} == {"PB118", "PB319"}
    return examined.handbook


@pytest.fixture(scope="session", params=list(Audience))
def edition(request, sample):
    return sample.project(request.param)


@pytest.fixture(scope="session")
def history(sample_files):
    """The sample on three days: the last change is seen in both editions, the one before in one."""
    join, nudge = "content/stages/join.yml", "content/automations/upgrade.yml"
    older = {**sample_files, join: sample_files[join].replace(b"title: Join", b"title: Enter", 1)}
    oldest = {**older, nudge: older[nudge].replace(b"title: ", b"title: Old ", 1)}
    assert older != oldest != sample_files
    states = ((date(2026, 5, 20), sample_files), (date(2026, 5, 4), older), (date(2026, 4, 1), oldest))
    return History(tuple(DayState(day, files) for day, files in states), complete=True)


@pytest.fixture(scope="session")
def files(edition, theme):
    """What there is to download of the sample."""
    look = read_style(Project(THEME.parent), theme, edition.programme)
    maker = TaskListMaker(edition, look.messages, build_programme_calendar(edition.programme))
    return tuple(offer.file for offer in list_offers(maker, look))


@pytest.fixture(scope="session")
def pages(edition, theme, history, files):
    return render_pages(edition, theme, build_chronicle(history, edition.edition), files)
