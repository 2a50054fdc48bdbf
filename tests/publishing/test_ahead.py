"""Pages that are built ahead of the others come out as in the whole site."""

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing.ahead import AHEAD, build_ahead, list_buildable
from partner_playbooks.publishing.edition import render_edition
from partner_playbooks.publishing.publishers import PUBLISHERS, publish
from partner_playbooks.publishing.staging import write_staging


@pytest.mark.site
def test_pages_ahead_are_those_of_the_whole_site_byte_for_byte(tmp_path):
    project = Project(ROOT)
    edition = render_edition(EXAMINED.handbook, Audience.INTERNAL, read_theme(project))
    write_staging(tmp_path, edition, project)
    pages = list_buildable(edition)
    wanted = [address for number, address in enumerate(sorted(pages)) if number % 9 == 0]
    assert "" in wanted
    build_ahead(tmp_path, [pages[address] for address in wanted])
    publish(PUBLISHERS["mkdocs"], [tmp_path])
    built = {path.relative_to(tmp_path / AHEAD).as_posix() for path in (tmp_path / AHEAD).rglob("index.html")}
    assert built == {f"{address}index.html" for address in wanted}
    for name in built:
        assert (tmp_path / AHEAD / name).read_bytes() == (tmp_path / "site" / name).read_bytes(), name


@pytest.mark.long
def test_a_booklet_waits_for_the_whole():
    edition = render_edition(EXAMINED.handbook, Audience.INTERNAL, read_theme(Project(ROOT)))
    assert "print/" not in list_buildable(edition)
    assert "stages/activate/" in list_buildable(edition)


def test_a_fault_is_told(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("theme: [")
    with pytest.raises(UserError, match="could not build the site"):
        build_ahead(tmp_path, ["index.md"])
