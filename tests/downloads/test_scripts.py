"""Files in every script: what a PDF shows is read back; where no font has a glyph, a box stands and nothing stops."""

import io
import unicodedata
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from downloading import LOOK, MAKERS, everything, plan_of
from running import ROOT
from sampling import some

from partner_playbooks.downloads.formats import DATED, LISTS
from partner_playbooks.downloads.making import Failure, make_file
from partner_playbooks.downloads.offers import list_offers
from partner_playbooks.downloads.typesetting import choose_font_folders, find_missing, isolate
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project import resources
from partner_playbooks.project.folder import Project
from partner_playbooks.project.opening import open_project

SCRIPTS = {
    "latin": ("Kế hoạch khởi động Şirket Żółć", "SourceSans3"),
    "greek": ("Σχέδιο έναρξης", "SourceSans3"),
    "cyrillic": ("План запуска ґї", "SourceSans3"),
    "arabic": ("خطة الإطلاق", "NotoSansArabic"),
    "hebrew": ("תוכנית השקה", "NotoSansHebrew"),
    "devanagari": ("लॉन्च योजना", "NotoSansDevanagari"),
    "bengali": ("লঞ্চ পরিকল্পনা", "NotoSansBengali"),
    "tamil": ("வெளியீட்டுத் திட்டம்", "NotoSansTamil"),
    "telugu": ("ప్రారంభ ప్రణాళిక", "NotoSansTelugu"),
    "thai": ("แผนการเปิดตัวที่น้ำ", "NotoSansThai"),
    "georgian": ("გაშვების გეგმა", "NotoSansGeorgian"),
    "armenian": ("Մեկնարկի պլան", "NotoSansArmenian"),
    "amharic": ("የማስጀመሪያ እቅድ", "NotoSansEthiopic"),
    "khmer": ("ផែនការចាប់ផ្តើម", "NotoSansKhmer"),
    "chinese simplified": ("发布计划 𠮷", "NotoSansCJK"),
    "chinese traditional": ("發佈計劃", "NotoSansCJK"),
    "japanese": ("日本株式会社 ローンチ計画", "NotoSansCJK"),
    "korean": ("출시 계획", "NotoSansCJK"),
    "full width": ("\uff2c\uff41\uff55\uff4e\uff43\uff48\u3000\uff11\uff12", "NotoSansCJK"),
    "emoji": ("Launch 🚀 👩‍👩‍👧 1️⃣ ☎️", "NotoEmoji"),
}
WITHOUT = replace(LOOK, script_fonts=(), script_version="")
VISIBLE = "LMNPS"
"""Categories of characters that somebody sees."""


def titled(title, **changes):
    task_list = plan_of("partner", "onboarding-30", partner=title)
    groups = tuple(replace(group, title=title) for group in task_list.groups)
    return replace(task_list, title=title, groups=groups, **changes)


def read(raw):
    """Give the characters that are seen on the pages of a PDF file, and the names of its fonts."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    text = "".join(page.extract_text() for page in reader.pages)
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    return unicodedata.normalize("NFKC", text), " ".join(fonts)


def seen(text):
    return {
        c
        for c in unicodedata.normalize("NFKC", text)
        if unicodedata.category(c)[0] in VISIBLE and c not in "\ufe0f\u20e3"
    }


def test_the_fonts_of_the_extra_are_at_hand_with_their_licence():
    assert LOOK.script_fonts, "install them with `make .venv/dev`: these tests are about them"
    for version in resources.find_script_fonts().values():
        name = version.partition(" ")[0]
        assert "SIL OPEN FONT LICENSE" in resources.distribution(name).read_text("licenses/LICENSE")


@pytest.mark.parametrize("script", some(SCRIPTS, 5))
def test_a_pdf_shows_each_script(script):
    """Faults B1, and part 5 of its issue: the title of a plan, the name of a partner, and headings."""
    text, font = SCRIPTS[script]
    assert not find_missing(text, (*LOOK.fonts, *LOOK.script_fonts))
    shown, fonts = read(LISTS["pdf"](titled(text), LOOK))
    assert seen(text) <= seen(shown)
    assert font in fonts
    assert "\u25a1" not in shown


@pytest.mark.parametrize("script", some(SCRIPTS, 3))
def test_without_the_fonts_a_box_stands_there_and_nothing_stops(script):
    """Faults B1."""
    text, _ = SCRIPTS[script]
    shown, _ = read(LISTS["pdf"](titled(text), WITHOUT))
    missing = find_missing(text, WITHOUT.fonts)
    assert ("\u25a1" in shown) == any(unicodedata.category(c)[0] in "LNPS" for c in missing)
    assert seen(text) - seen("".join(missing)) <= seen(shown)
    assert "Northwind Partner Programme" in shown


@pytest.mark.parametrize("text", [SCRIPTS[name][0] for name in ("arabic", "japanese", "emoji", "full width")])
@pytest.mark.parametrize("ending", [ending for ending in DATED if ending != "pdf"])
def test_all_other_formats_show_each_script_as_it_is(text, ending):
    said = everything(DATED[ending](titled(text), WITHOUT), f"a.{ending}")
    assert text in said


@pytest.mark.long
def test_what_no_font_at_all_has_stands_as_a_box_and_the_rest_is_drawn():
    text = "株式 \ue000 \U0010fffd ᠮᠣᠩᠭᠣᠯ end"
    shown, fonts = read(LISTS["pdf"](titled(text), LOOK))
    assert "株式" in shown
    assert "\u25a1" in shown
    assert "CJK" in fonts


@pytest.mark.parametrize("character", ["\ue000", "\uf8d1", "\U000f0000"])
def test_private_use_is_no_sign_that_a_font_of_formulas_happens_to_have(character):
    """A box stands there, and `check` names the place (faults B1)."""
    assert find_missing(f"a{character}", (*LOOK.fonts, *LOOK.script_fonts)) == {character}
    assert "\u25a1" in read(DATED["pdf"](titled(f"Own {character} sign"), LOOK))[0]


def test_the_document_keeps_its_title_where_its_pages_show_boxes():
    reader = pypdf.PdfReader(io.BytesIO(LISTS["pdf"](titled("Launch 🚀"), WITHOUT)))
    assert "Launch 🚀" in reader.metadata.title


@pytest.mark.parametrize("type_", [None, "reseller"])
def test_an_ordinary_file_is_the_same_with_and_without_the_fonts(type_):
    task_list = plan_of(
        "partner", "onboarding-30", partner="Acme & Söhne “x” €5 → ✓", partner_types=(type_,) if type_ else ()
    )
    assert choose_font_folders(repr(task_list), LOOK) == LOOK.fonts
    assert LISTS["pdf"](task_list, LOOK) == LISTS["pdf"](task_list, WITHOUT)


def test_keys_of_ordinary_files_are_the_same_with_and_without_the_fonts(partner_maker):
    """So a site without such characters is, byte for byte, what it was."""
    ours, theirs = ([(each.file, each.key) for each in list_offers(partner_maker, look)] for look in (LOOK, WITHOUT))
    assert ours == theirs


def test_a_file_that_needs_the_fonts_is_made_anew_when_they_come(partner_maker):
    (plan, *_) = partner_maker.handbook.plans
    handbook = replace(
        partner_maker.handbook,
        entities=partner_maker.handbook.entities | {"plan": {plan.id: plan.model_copy(update={"title": "計画"})}},
    )
    maker = replace(partner_maker, handbook=handbook)
    keys = [{o.file.path: o.key for o in list_offers(maker, look) if o.file.kind == "plan"} for look in (LOOK, WITHOUT)]
    changed = {path.rpartition(".")[2] for path in keys[0] if keys[0][path] != keys[1][path]}
    assert changed == {"pdf", "zip"}


def test_a_text_from_the_right_is_read_from_the_right_within_words_of_the_left():
    """So its full stop stands at its left, whatever the language of the programme; others stay as they are."""
    assert isolate("خطة (2026)!") == "\u2067خطة (2026)!\u2069"
    assert isolate("123 תוכנית") == "\u2067123 תוכנית\u2069"
    assert isolate("Plan خطة") == "Plan خطة"


def test_one_format_that_fails_is_told_and_takes_no_other_with_it():
    def fails(_worklist, _look):
        raise UserError("it is broken", "mend it")

    def breaks(_worklist, _look):
        raise ValueError("a\nb")

    for format_, reason in ((fails, "it is broken; mend it"), (breaks, "ValueError: a\\nb")):
        failed = make_file("a.pdf", "content/plans/a.yml", lambda format_=format_: format_(None, None))
        assert isinstance(failed, Failure)
        assert failed.reason.endswith(reason)
        assert str(failed).startswith("content/plans/a.yml: a.pdf could not be made: ")


@pytest.mark.parametrize("escaped", [True, False])
def test_check_names_the_place_of_a_character_without_a_glyph(tmp_path, monkeypatch, escaped):
    """Faults B1: as a warning, typed or as an escape of YAML; with the fonts there is none."""
    content = tmp_path / "content"
    (content / "roles").mkdir(parents=True)
    for path in (ROOT / "tests" / "checks" / "base" / "content").rglob("*.yml"):
        target = content / path.relative_to(ROOT / "tests" / "checks" / "base" / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    role = content / "roles" / "finance.yml"
    title = '"Launch \\U0001F680"' if escaped else "Launch 🚀"
    role.write_text(role.read_text().replace("title: Finance", f"title: {title}"), encoding="utf-8")
    metric = next((content / "metrics").glob("*.yml"))
    metric.write_text(metric.read_text().replace("title: ", "title: 🚀 ", 1), encoding="utf-8")  # stands in no PDF
    day = date(2026, 11, 10)
    assert not open_project(Project(tmp_path), day).examined.diagnostics
    monkeypatch.setattr(resources, "find_script_fonts", dict)
    (found,) = open_project(Project(tmp_path), day).examined.diagnostics
    assert (found.code, found.severity, found.span.file) == ("PB116", "warning", "content/roles/finance.yml")
    assert found.span.line == 2
    assert "U+1F680 rocket" in found.message


@pytest.fixture(scope="module")
def partner_maker():
    return MAKERS["partner"]
