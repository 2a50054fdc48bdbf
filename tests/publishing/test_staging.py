"""What is staged to stand beside pages: all that an edition has, and nothing of an earlier one."""

import pytest
from shipped import TODAY

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.project.folder import Project
from partner_playbooks.project.new_handbook import start_handbook
from partner_playbooks.project.opening import open_project
from partner_playbooks.publishing.full_edition import render_full_edition
from partner_playbooks.publishing.site_frame import write_site_frame
from partner_playbooks.publishing.staging import BESIDE, INDEX, INDEX_TEXTS, WRITTEN, begin_beside, stage_beside


@pytest.fixture
def project(tmp_path):
    start_handbook(tmp_path / "ours", minimal=True)
    return Project.find(tmp_path / "ours")


@pytest.fixture(params=Audience)
def edition(request, project):
    opened = open_project(project, TODAY)
    return render_full_edition(opened.handbook, request.param, opened.theme, Known(), opened.style)


def names(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_that_an_edition_has_beside_its_pages_is_written_and_nothing_of_an_earlier_one(project, edition, tmp_path):
    stage_beside(tmp_path, edition, project)
    first = names(tmp_path / BESIDE)
    assert {INDEX, INDEX_TEXTS, "index.md", "stages/onboard/index.md"} <= first.keys()
    assert (WRITTEN in first) == (edition.handbook.edition is Audience.INTERNAL)
    (tmp_path / BESIDE / "gone.md").write_text("of an earlier edition")
    stage_beside(tmp_path, edition, project)
    assert names(tmp_path / BESIDE) == first


def test_in_parts_it_is_the_same_and_what_is_not_asked_for_is_not_written(project, edition, tmp_path):
    stage_beside(tmp_path / "whole", edition, project)
    parts = begin_beside(tmp_path / "parts", edition, project)
    assert not (tmp_path / "parts").exists()
    count = 0
    for written in parts:
        count += written
        assert len(names(tmp_path / "parts" / BESIDE)) == count
    assert names(tmp_path / "parts" / BESIDE) == names(tmp_path / "whole" / BESIDE)


@pytest.mark.parametrize("added", ["hooks: [hook.py]\n", "x: !!python/object/apply:os.mkdir [ran]\n", "x: [\n"])
def test_settings_that_were_saved_after_they_were_checked_are_not_staged(project, edition, tmp_path, added):
    project.config.write_text(project.config.read_text() + added)
    with pytest.raises(UserError, match=r"^site_config.yml:\d+:\d+: "):
        write_site_frame(tmp_path / "staged", edition, project)
    assert not (tmp_path / "staged" / "mkdocs.yml").exists()


def test_settings_that_are_only_warned_of_are_staged(project, edition, tmp_path):
    project.config.write_text(project.config.read_text() + "repo_url: https://example.com\n")
    write_site_frame(tmp_path / "staged", edition, project)
    assert "repo_url" in (tmp_path / "staged" / "site_config.yml").read_text()
