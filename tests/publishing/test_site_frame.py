"""The frame of a site: its navigation."""

import shutil

from shipped import TODAY

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.artifact import Page
from partner_playbooks.project import folder
from partner_playbooks.project.folder import Project
from partner_playbooks.project.new_handbook import start_handbook
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.resources import find_shipped
from partner_playbooks.publishing import site_frame
from partner_playbooks.publishing.edition import render_edition
from partner_playbooks.publishing.publishers import MAKE_ALL_PAGES
from partner_playbooks.publishing.site_frame import nest_pages, write_site_frame


def test_navigation_nests_pages_in_their_sections():
    pages = [
        Page("index.md", "Home", "", ()),
        Page("stages/align.md", "Align: now", "", ("Lifecycle", "Foundation")),
        Page("stages/grow.md", "Grow", "", ("Lifecycle", "Growth")),
        Page("glossary.md", "Glossary", "", ("Reference",)),
        Page("stages/recruit.md", "Recruit", "", ("Lifecycle", "Foundation")),
    ]
    assert nest_pages(pages) == [
        {"Home": "index.md"},
        {
            "Lifecycle": [
                {"Foundation": [{"Align: now": "stages/align.md"}, {"Recruit": "stages/recruit.md"}]},
                {"Growth": [{"Grow": "stages/grow.md"}]},
            ]
        },
        {"Reference": [{"Glossary": "glossary.md"}]},
    ]


def test_a_template_of_a_project_may_take_from_any_page_wherever_the_project_lies(tmp_path, monkeypatch):
    """Also within the repository that the shipped theme lies in."""
    start_handbook(tmp_path / "ours", minimal=True)
    project = Project.find(tmp_path / "ours")
    monkeypatch.setattr(site_frame, "find_shipped", lambda: tmp_path)
    opened = open_project(project, TODAY)
    edition = render_edition(opened.handbook, Audience.PARTNER, opened.theme)
    shutil.copytree(find_shipped() / "theme", tmp_path / "theme")
    monkeypatch.setattr(folder.resources, "find_shipped", lambda: tmp_path)
    write_site_frame(tmp_path / "shipped", edition, project)
    assert not (tmp_path / "shipped" / MAKE_ALL_PAGES).exists()
    (project.root / "theme" / "site" / "partials").mkdir(parents=True)
    (project.root / "theme" / "site" / "partials" / "footer.html").write_text("{{ nav.pages[0].toc }}")
    write_site_frame(tmp_path / "own", edition, project)
    assert (tmp_path / "own" / MAKE_ALL_PAGES).exists()
