"""`playbooks check --fix`: repairs are made in the text that they were found in, or not at all."""

import pytest
from running import ROOT

from partner_playbooks.language import repairs
from partner_playbooks.project.folder import Project, read_content

BASE, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
FINANCE = "content/roles/finance.yml"
SLIP = BASE[FINANCE].replace(b"title: Finance\n", b"title: Finance: both\n")
OTHERS = {
    "two lines more above": b"# about money\n\n" + SLIP,
    "another text in the place": SLIP.replace(b"Finance: both", b"Money: all"),
    "nothing": None,
}


@pytest.mark.parametrize("saved", OTHERS)
def test_what_an_editor_saves_while_content_is_checked_stays_as_it_was_saved(run, tmp_path, monkeypatch, saved):
    assert BASE[FINANCE] != SLIP
    for name, raw in {**BASE, FINANCE: SLIP}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    choose = repairs.choose_compatible

    def save_meanwhile(found):
        if OTHERS[saved] is None:
            (tmp_path / FINANCE).unlink()
        else:
            (tmp_path / FINANCE).write_bytes(OTHERS[saved])
        return choose(found)

    monkeypatch.setattr(repairs, "choose_compatible", save_meanwhile)
    code, _, told = run("check", "--fix", "--project", tmp_path, "--today", "2026-11-10")
    assert code == 2
    assert "finance.yml was changed by somebody else meanwhile" in told
    assert "mended" not in told
    assert read_content(Project(tmp_path))[0].get(FINANCE) == OTHERS[saved]
