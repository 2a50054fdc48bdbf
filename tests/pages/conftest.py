"""A small handbook with every feature that pages show, in both editions, and a Markdown reader."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from partner_playbooks.build import examine
from partner_playbooks.model.base import Audience
from partner_playbooks.pages import render
from partner_playbooks.pages.theme import Theme

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
    assert not examined.diagnostics
    return examined.handbook


@pytest.fixture(scope="session", params=list(Audience))
def edition(request, sample):
    return sample.project(request.param)


@pytest.fixture(scope="session")
def pages(edition, theme):
    return render(edition, theme)
