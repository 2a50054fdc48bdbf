"""Builds of content in every script, and of formats that cannot be made: the rest is there, and it is told."""

import re
import shutil

import pytest
from running import ROOT

from partner_playbooks.project import resources

pytestmark = pytest.mark.site
BASE = ROOT / "tests" / "checks" / "base"
TITLES = (
    (
        "Launch 🚀; 发布计划; 發佈計劃; 日本株式会社; 출시 계획; แผนงาน; \uff2c\uff41; "
        "خطة الإطلاق; תוכנית; योजना; পরিকল্পনা; திட்டம்; План; Σχέδιο; Kế hoạch"
    ),
    "Launch 🚀",
)


@pytest.fixture
def project(tmp_path):
    shutil.copytree(BASE, tmp_path / "project")
    return tmp_path / "project"


@pytest.mark.parametrize("fonts", [True, False])
def test_titles_in_all_scripts_are_built_with_and_without_the_fonts(project, run, monkeypatch, fonts):
    """Faults B1: warned of at their places where no font has a glyph, and never a stop."""
    if not fonts:
        monkeypatch.setattr(resources, "find_script_fonts", dict)
    for name, title in zip(("activate", "enable"), TITLES, strict=True):
        stage = project / "content" / "stages" / f"{name}.yml"
        lines = re.sub(r"^title: .*", f'title: "{title}"', stage.read_text(), count=1, flags=re.MULTILINE)
        stage.write_text(lines, encoding="utf-8")
    code, printed, told = run("build", "--project", project, "--output", project / "site")
    assert code == 0, told
    warned = re.findall(r"^(content/\S+):\d+:\d+ PB116 warning", told, re.MULTILINE)
    assert warned == ([] if fonts else ["content/stages/activate.yml", "content/stages/enable.yml"])
    files = {path.suffix for path in (project / "site" / "downloads" / "stages").iterdir()}
    assert files == {".pdf", ".docx", ".xlsx", ".csv"}
    assert "internal edition" in printed
    assert not list((project / "site").rglob("*[nN]oto*"))


def test_a_format_that_fails_is_told_with_its_places_and_the_site_leads_to_the_others(project, run):
    """Faults B1: the site is published without the files that cannot be made, and the command ends with 1."""
    (project / "theme" / "documents").mkdir(parents=True)
    (project / "theme" / "documents" / "checklist.typ").write_text("#let x = ")
    code, _, told = run("build", "--project", project, "--output", project / "site")
    assert code == 1
    assert "theme/documents/checklist.typ cannot be set" in told
    assert "content/plans/first-30.yml: plans/first-30-internal.pdf could not be made" in told
    assert "content/stages/activate.yml: stages/activate-internal.pdf could not be made" in told
    page = (project / "site" / "plans" / "first-30" / "index.html").read_text(encoding="utf-8")
    assert "first-30-internal.docx" in page
    assert "first-30-internal.pdf" not in page
    texts = [path for path in (project / "site").rglob("*") if path.suffix in {".html", ".js", ".json", ".md", ".txt"}]
    assert len(texts) > 50
    assert [path for path in texts if b"first-30-internal.pdf" in path.read_bytes()] == []
    files = project / "site" / "downloads" / "plans"
    assert sorted(path.suffix for path in files.iterdir()) == [".csv", ".docx", ".xlsx", ".zip"]
    (project / "theme" / "documents" / "checklist.typ").unlink()
    assert run("build", "--project", project, "--output", project / "site")[0] == 0
    assert (files / "first-30-internal.pdf").read_bytes().startswith(b"%PDF")
