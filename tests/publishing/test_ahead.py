"""Pages that are built ahead of the others come out as in the whole site."""

from dataclasses import replace

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.writers import Known
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_style, read_theme
from partner_playbooks.publishing.ahead import PagesAhead, list_buildable
from partner_playbooks.publishing.edition import render_edition
from partner_playbooks.publishing.full_edition import render_full_edition
from partner_playbooks.publishing.publishers import PUBLISHERS, publish
from partner_playbooks.publishing.site_frame import describe_site_frame, reserve_pages, write_site_frame
from partner_playbooks.publishing.staged_files import reserve_downloads
from partner_playbooks.publishing.staging import write_pages

PROJECT = Project(ROOT)
HANDBOOK = EXAMINED.handbook


@pytest.fixture
def frame(tmp_path):
    """A publisher at work on the frame of the shipped internal edition, and that edition."""
    theme = read_theme(PROJECT)
    style = read_style(PROJECT, theme, HANDBOOK.programme)
    edition = render_full_edition(HANDBOOK, Audience.INTERNAL, theme, Known(), style)
    write_site_frame(tmp_path / "frame", edition, PROJECT)
    reserve_pages(tmp_path / "frame", edition)
    reserve_downloads(tmp_path / "frame", edition.offers)
    pages = PagesAhead(tmp_path / "frame")
    yield edition, pages
    pages.stop()


@pytest.mark.site
def test_pages_ahead_are_those_of_the_whole_site_byte_for_byte(frame, tmp_path):
    edition, ahead = frame
    ready = list_buildable(edition)
    write_pages(tmp_path / "whole", edition, PROJECT)
    reserve_downloads(tmp_path / "whole", edition.offers)
    publish(PUBLISHERS["mkdocs"], [tmp_path / "whole"])
    wanted = sorted(ready)
    for number, part in enumerate((wanted[:1], wanted[1::3], wanted[2::3], wanted[::-3])):
        into = tmp_path / str(number)
        ahead.order({ready[address].path: ready[address].markdown for address in part}, into)
        assert ahead.wait()
        built = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}
        assert built == {f"{address}index.html" for address in part}
        for name in built:
            assert (into / name).read_bytes() == (tmp_path / "whole" / "site" / name).read_bytes(), name


@pytest.mark.site
def test_what_one_order_says_is_in_no_page_of_the_next(frame, tmp_path):
    _, ahead = frame
    text = "# Roles\n\nA first word.\n"
    for number, said in enumerate((text, text.replace("first", "second"), text)):
        ahead.order({"roles/index.md": said}, tmp_path / str(number))
        assert ahead.wait()
    first, second, third = ((tmp_path / str(n) / "roles/index.html").read_text() for n in range(3))
    assert "A second word." in second
    assert first == third
    assert first.replace("first word", "second word") == second


@pytest.mark.long
def test_a_booklet_waits_for_the_whole():
    edition = render_edition(HANDBOOK, Audience.INTERNAL, read_theme(PROJECT))
    assert "print/" not in list_buildable(edition)
    assert "stages/activate/" in list_buildable(edition)


def test_a_frame_that_cannot_be_read_gives_no_page_and_no_end(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("theme: [")
    ahead = PagesAhead(tmp_path)
    for _ in range(2):
        ahead.order({"index.md": "# Home\n"}, tmp_path / "into")
        assert not ahead.wait()
    ahead.stop()


@pytest.mark.site
def test_an_order_that_cannot_be_carried_out_is_told_and_the_next_one_is(frame, tmp_path):
    _, ahead = frame
    (tmp_path / "file").write_text("no folder")
    ahead.order({"index.md": "# Home\n"}, tmp_path / "file")
    assert not ahead.wait()
    ahead.order({"index.md": "# Home\n"}, tmp_path / "into")
    assert ahead.wait()


def test_a_frame_is_another_wherever_other_pages_could_be():
    def describe(handbook, theme=None):
        return describe_site_frame(render_edition(handbook, Audience.INTERNAL, theme or read_theme(PROJECT)), PROJECT)

    same = describe(HANDBOOK)
    assert describe(HANDBOOK) == same
    programme = HANDBOOK.programme.model_copy(update={"name": "Another handbook"})
    stage = HANDBOOK.stages[0].model_copy(update={"title": "Another stage"})
    others = [
        replace(HANDBOOK, programme=programme),
        replace(HANDBOOK, entities={**HANDBOOK.entities, "stage": {**HANDBOOK.entities["stage"], stage.id: stage}}),
        HANDBOOK.project(Audience.PARTNER),
    ]
    assert len({same, *map(describe, others)}) == 1 + len(others)
