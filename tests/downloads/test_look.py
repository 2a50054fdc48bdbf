"""The look of files: an organisation's own, and what happens when it is at fault."""

import io
import re
import shutil

import docx
import pypdf
import pytest
from downloading import INTERNAL, THEME, everything, plan_of, xlsx_rows
from running import ROOT

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.download_style import compute_contrast
from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_style

LISTED = plan_of("partner", "onboarding-30")
SHIPPED = ROOT / "theme" / "documents"


@pytest.fixture
def project(tmp_path):
    """A project with a theme of its own, which holds nothing yet."""
    (tmp_path / "theme" / "documents").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    return tmp_path


def look_of(folder):
    return read_style(Project(folder), THEME, INTERNAL.programme)


def settings(folder, **changes):
    text = (SHIPPED / "look.yml").read_text()
    for name, value in changes.items():
        text = re.sub(rf"^(\s*{name}: )\S+", rf"\g<1>{value}", text, flags=re.MULTILINE)
    (folder / "theme" / "documents" / "look.yml").write_text(text)


def test_colours_are_those_of_the_site_on_paper():
    tokens = (ROOT / "theme/site/assets/css/tokens.css").read_text()
    light = tokens[tokens.index('[data-md-color-scheme="default"] {') :]
    colours = look_of(ROOT).colours
    for name in ("ink", "quiet", "rule", "wash", "accent"):
        assert re.search(rf"--{name}: (#\w+);", light)[1] == colours[name]
    assert compute_contrast("#000000") == pytest.approx(21)
    assert compute_contrast("#ffffff") == pytest.approx(1)
    assert compute_contrast("#767676") == pytest.approx(4.54, abs=0.01)  # the lightest grey that WCAG lets be read


def test_a_template_that_asks_for_data_with_the_order_gets_them(project):
    """As templates did that projects have copied."""
    shutil.copytree(SHIPPED, project / "theme" / "documents", dirs_exist_ok=True)
    shared = project / "theme" / "documents" / "shared.typ"
    text = shared.read_text()
    own = text.replace('json(".data.json")', "json(bytes(sys.inputs.data))")
    assert own != text
    shared.write_text(own)
    for listed in (LISTED, plan_of("partner", "renewal")):
        assert LISTS["pdf"](listed, look_of(project)) == LISTS["pdf"](listed, look_of(ROOT))


@pytest.mark.long
def test_an_organisation_changes_logo_colours_styles_and_template(project):
    """All of it in its own theme/, as docs/restyle.md says; nothing else is touched."""
    own = project / "theme" / "documents"
    settings(project, accent='"#7a1f5c"', ink='"#10243a"', logo="documents/acme.svg")
    (own / "acme.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#7a1f5c"/></svg>'
    )
    reference = docx.Document(SHIPPED / "reference.docx")
    reference.styles["Heading 1"].font.name = "Georgia"
    reference.save(own / "reference.docx")
    template = (SHIPPED / "checklist.typ").read_text()
    (own / "checklist.typ").write_text(
        f'{template}\n#text(fill: accent)[Printed by Acme]\n#image("stamp.svg", alt: "Stamp")\n'
    )
    shutil.copyfile(own / "acme.svg", own / "stamp.svg")
    look, shipped = look_of(project), look_of(ROOT)
    assert look.digest != shipped.digest

    pdf = LISTS["pdf"](LISTED, look)
    assert "Printed by Acme" in everything(pdf, "a.pdf")
    assert "Printed by Acme" not in everything(LISTS["pdf"](LISTED, shipped), "a.pdf")
    drawn = b"".join(page.get_contents().get_data() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    fills = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) scn?\b", drawn)
    assert (0x7A, 0x1F, 0x5C) in {tuple(round(float(channel) * 255) for channel in fill) for fill in fills}

    opened = docx.Document(io.BytesIO(LISTS["docx"](LISTED, look)))
    heading = next(each for each in opened.paragraphs if each.style.name == "Heading 1")
    assert heading.style.font.name == "Georgia"
    pictures = [part.blob for part in opened.part.package.iter_parts() if part.partname.endswith(".png")]
    assert pictures
    assert not set(pictures) & {
        part.blob
        for part in docx.Document(io.BytesIO(LISTS["docx"](LISTED, shipped))).part.package.iter_parts()
        if part.partname.endswith(".png")
    }
    raw = LISTS["xlsx"](LISTED, look)
    assert "10243a" in everything(raw, "a.xlsx").lower()
    assert xlsx_rows(raw) == xlsx_rows(LISTS["xlsx"](LISTED, shipped))


def test_a_png_is_a_logo_too(project):
    settings(project, logo="documents/acme.png")
    from partner_playbooks.downloads.pictures import convert_to_png

    png = convert_to_png((ROOT / "theme/site/assets/images/logo.svg").read_bytes())
    (project / "theme/documents/acme.png").write_bytes(png)
    look = look_of(project)
    opened = docx.Document(io.BytesIO(LISTS["docx"](LISTED, look)))
    assert png in [part.blob for part in opened.part.package.iter_parts()]
    (page, *_) = pypdf.PdfReader(io.BytesIO(LISTS["pdf"](LISTED, look))).pages
    assert page.images


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("look.yml", b"logo: [", "look.yml:1: this is no YAML"),
        ("look.yml", b"- a", "this holds no settings"),
        ("look.yml", "logo: ä".encode("latin-1"), "no UTF-8"),
        ("look.yml", b"logo: nothing.svg", "there is no theme/nothing.svg"),
        ("look.yml", b"logo: site/assets/images/logo.svg", "the colour `ink` is no colour"),
        ("reference.docx", b"no zip", "reference.docx is no DOCX file"),
        ("reference.docx", pack_archive({"a": b"b"}), "reference.docx is no DOCX file"),
        ("checklist.typ", b"#let x = ", "theme/documents/checklist.typ cannot be set: expected expression"),
        ("checklist.typ", b"#unknown", "unknown variable"),
        (
            "checklist.typ",
            b'\n#import "@local/house:0.1.0": x',
            r"checklist.typ:2: the package @local/house is no part",
        ),
        ("own.typ", b'#import "@preview/a:1.0.0"', r"own.typ:1: the package @preview/a is no part"),
        ("checklist.typ", b'#import ("@" + "local/house:0.1.0"): x', "package not found"),
        ("shared.typ", "ä".encode("latin-1"), "no UTF-8"),
    ],
)
def test_a_theme_at_fault_is_told_by_its_file(project, name, content, words):
    (project / "theme" / "documents" / name).write_bytes(content)
    with pytest.raises(UserError) as caught:
        made(look_of(project))
    assert words in str(caught.value)
    assert caught.value.hint


def made(look):
    for format_ in LISTS.values():
        format_(LISTED, look)


def test_a_reference_file_without_a_style_is_told(project):
    reference = docx.Document(SHIPPED / "reference.docx")
    element = reference.styles["Exit Test"].element
    element.getparent().remove(element)
    reference.save(project / "theme/documents/reference.docx")
    with pytest.raises(UserError, match="lacks the style “Exit Test”"):
        made(look_of(project))


def test_colours_that_cannot_be_read_are_refused(project):
    settings(project, accent='"#9ad0ff"')
    with pytest.raises(UserError, match=r"words in the colour `accent` cannot be read on white \(1\.6:1\)"):
        look_of(project)


def test_a_logo_that_is_none_is_told(project):
    settings(project, logo="documents/acme.svg")
    (project / "theme/documents/acme.svg").write_text("no picture")
    with pytest.raises(UserError):
        made(look_of(project))


@pytest.mark.parametrize("place", ["reference.docx", "checklist.typ", "acme.svg"])
def test_words_that_must_not_leave_are_found_in_the_theme(project, place):
    own = project / "theme" / "documents"
    settings(project, logo="documents/acme.svg")
    shutil.copyfile(ROOT / "theme/site/assets/images/logo.svg", own / "acme.svg")
    look_of(project).refuse(["Project Kestrel"])
    if place == "reference.docx":
        reference = docx.Document(SHIPPED / place)
        paragraph = reference.sections[0].footer.paragraphs[0]
        paragraph.add_run("project-")
        paragraph.add_run("KESTREL").bold = True
        reference.save(own / place)
    else:
        text = (own / place).read_text() if (own / place).exists() else (SHIPPED / place).read_text()
        (own / place).write_text(
            f"{text}\n<!-- Project\u00a0Kestrel -->" if place.endswith("svg") else f"{text}\n// Project Kestrel"
        )
    with pytest.raises(UserError, match=f"theme/documents/{place}: .* must not leave"):
        look_of(project).refuse(["Project Kestrel"])


def test_forms_take_the_look_too(project):
    from downloading import MAKERS

    from partner_playbooks.downloads.form import build_form

    template = (SHIPPED / "form.typ").read_text()
    (project / "theme/documents/form.typ").write_text(f"{template}\nPrinted by Acme\n")
    form = build_form(MAKERS["partner"], MAKERS["partner"].handbook.documents[0])
    assert "Printed by Acme" in everything(FORMS["pdf"](form, look_of(project)), "a.pdf")
