"""Pages that are made by several processes, or taken from finished work, are those that MkDocs makes alone."""

import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.finished_work import FinishedWork
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing.edition import render_edition
from partner_playbooks.publishing.finishing import remove_search
from partner_playbooks.publishing.publishers import PUBLISHERS, SEARCH, Means, publish
from partner_playbooks.publishing.staging import write_pages

MKDOCS = PUBLISHERS["mkdocs"]
TEMPLATES = sorted((ROOT / "theme" / "site").rglob("*.html"))


@pytest.fixture(scope="module")
def staging(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staging")
    project = Project(ROOT)
    edition = render_edition(EXAMINED.handbook, Audience.PARTNER, read_theme(project))
    write_pages(folder, edition, project)
    return folder


def build(staging, publisher=MKDOCS, **means):
    shutil.rmtree(staging / "site", ignore_errors=True)
    publish(publisher, [staging], Means(**means))
    if not publisher.driver:
        assert (staging / "site" / SEARCH[-1]).is_dir()
        remove_search(staging / "site")
    return {
        path.relative_to(staging).as_posix(): path.read_bytes()
        for path in (staging / "site").rglob("*")
        if path.is_file()
    }


@pytest.mark.site
def test_any_number_of_processes_and_any_store_give_the_same_site(staging, tmp_path):
    alone = build(staging, replace(MKDOCS, driver=""))
    assert build(staging) == alone
    assert build(staging, processes=3) == alone
    assert build(staging, processes=2, finished=tmp_path / "kept") == alone
    kept = sorted((tmp_path / "kept").glob("*/*"))
    assert len(kept) == sum(name.endswith("/index.html") or name == "site/index.html" for name in alone)
    assert build(staging, processes=2, finished=tmp_path / "kept") == alone
    work = FinishedWork(tmp_path / "kept")
    for path in kept:
        work.keep(path.name, b"%b\nof before" % work.find(path.name).partition(b"\n")[0])
    again = build(staging, processes=2, finished=work.folder)
    assert {name for name in alone if again[name] == b"of before"} == {
        name for name in alone if name.endswith("/index.html")
    }
    for path in kept[1::2]:
        path.unlink()
    for path in kept[::2]:
        path.unlink()
    assert build(staging, finished=tmp_path / "kept") == alone


@pytest.mark.site
def test_what_is_copied_is_linked_if_it_was_staged_for_this_site_alone(staging):
    build(staging)
    own = staging / "theme" / "site" / "assets" / "css" / "base.css"
    assert own.samefile(staging / "site" / "assets" / "css" / "base.css")
    site, themes = staging / "site", Path(importlib.util.find_spec("material").origin).parent / "templates"
    pairs = [(path, themes / path.relative_to(site)) for path in (site / "assets").rglob("*.*")]
    shipped = [(path, theirs) for path, theirs in pairs if theirs.is_file()]
    assert shipped
    assert [path for path, theirs in shipped if path.samefile(theirs)] == []


@pytest.mark.site
def test_a_fault_in_any_share_is_told_as_ever(staging, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(staging, broken)
    (broken / "docs" / "glossary.md").write_bytes(b"# \\xff\\xfe\n\xff\xfe")
    told = []
    for processes in (1, 2, 3):
        with pytest.raises(UserError) as found:
            build(broken, processes=processes)
        told.append(str(found.value).splitlines()[-1])
    assert "UnicodeDecodeError" in told[0]
    assert set(told) == {told[0]}


@pytest.mark.site
def test_what_a_link_tells_a_script_is_no_place_on_a_page(staging, tmp_path):
    told = tmp_path / "told"
    shutil.copytree(staging, told)
    home = told / "docs" / "index.md"
    home.write_text(
        home.read_text(encoding="utf-8") + "\n[plan](glossary.md#make-renewal&partner=A%20B)\n", encoding="utf-8"
    )
    site = build(told)
    assert b'href="glossary/#make-renewal&amp;partner=A%20B"' in site["site/index.html"]


@pytest.mark.site
def test_a_link_to_nowhere_ends_a_build_whoever_makes_the_page_and_from_whatever_it_is_made(staging, tmp_path):
    """MkDocs counts no warning that it is told to keep quiet."""
    broken, kept = tmp_path / "broken", tmp_path / "kept"
    shutil.copytree(staging, broken)
    build(broken, finished=kept)
    glossary = broken / "docs" / "glossary.md"
    text = glossary.read_text(encoding="utf-8").replace("#deal-registration", "#somebody")
    assert "#somebody" in text
    glossary.write_text(text, encoding="utf-8")
    for means in ({"finished": kept}, {"processes": 2}, {"processes": 3, "finished": tmp_path / "other"}):
        with pytest.raises(UserError, match="deal-registration"):
            build(broken, **means)


@pytest.mark.site
@pytest.mark.parametrize("link", ["no-such-page.md", "no-such-page", "/glossary/"])
def test_a_build_that_was_refused_is_refused_again(staging, tmp_path, link):
    """Otherwise a pipeline that is started once more publishes what it has refused."""
    broken, kept = tmp_path / "broken", tmp_path / "kept"
    shutil.copytree(staging, broken)
    glossary = broken / "docs" / "glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8") + f"\n[a place]({link})\n", encoding="utf-8")
    for processes in (1, 1, 2, 3):
        with pytest.raises(UserError, match=f"Doc file 'glossary.md' contains .*'{link}'"):
            build(broken, processes=processes, finished=kept)


@pytest.mark.site
def test_keys_that_are_no_words_stand_beside_those_that_are(staging, tmp_path):
    """YAML reads `no` as false, and a year as a number."""
    said, kept = tmp_path / "said", tmp_path / "kept"
    shutil.copytree(staging, said)
    settings = (said / "site_config.yml").read_text(encoding="utf-8")
    for languages in ("{en: a, no: b, 2026: c}", "{en: a, no: b, 2026: d}"):
        text = settings.replace("\nextra:\n", f"\nextra:\n  languages: {languages}\n")
        assert languages in text
        (said / "site_config.yml").write_text(text, encoding="utf-8")
        assert build(said, finished=kept) == build(staging)


def test_no_shipped_template_takes_from_the_text_of_other_pages():
    """Otherwise the text of all pages would have to be an input of each."""
    for path in TEMPLATES:
        for owner, _ in re.findall(r"(\w+)\.(content|toc|meta|markdown)\b", path.read_text(encoding="utf-8")):
            assert owner in {"page", "labels"}, path


def test_the_driver_needs_little():
    """It starts for every build: the model and what makes files stay out."""
    code = "import sys, partner_playbooks.publishing.mkdocs_build; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"pydantic", "typst", "docx", "partner_playbooks.handbook"}.intersection(told)
