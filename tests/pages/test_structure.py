"""Pages as readers get them: links, ids and elements in order, whatever stands in plain fields."""

import posixpath
import re
from collections import Counter
from dataclasses import replace

import pytest
from models import written_with
from reading import read

from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model.base import Record
from partner_playbooks.handbook.model.walk import list_marks
from partner_playbooks.pages.page_kinds import render_pages

LEFTOVERS = re.compile(r"\{\{|\{%|\{[:#. ]|\bNone\b|undefined|\*\*|\]\(|\[ \]|\bFalse\b|\bTrue\b")
READ_BY_MACHINES = {
    ("Programme", "date_format"),
    ("RoleHandle", "handle"),
    ("Programme", "language"),
    ("Programme", "content_language"),
    ("MetricInput", "name"),
    ("PartnerField", "name"),
    ("WorkedExample", "given"),
    ("Source", "url"),
}

HOSTILE = [
    "# heading",
    "- [ ] task",
    "1. first",
    "> quote",
    "| a | b |",
    "a | b",
    "<script>alert(1)</script>",
    "<div markdown>",
    "</div>",
    "</li></ul>",
    "<!-- gone",
    "[x](javascript:alert(1))",
    "![x](https://example.com/x.png)",
    "{: #taken .chip }",
    "x {: .chip }",
    "{{ title }}",
    "{% raw %}",
    "{# gone #}",
    "*a* **b** _c_ __d__",
    "`code` ``",
    "&lt;b&gt; &amp; &#42; &copy",
    "ends in \\",
    "\\",
    "*",
    "*[Zqx]: nonsense",
    "!!! note",
    "a ===",
    "---",
    ": definition",
    "[^1]: note",
    "[a]: https://example.com",
    "https://example.com <x@example.com>",
    "](y",
    "$a$ ~~b~~ ^c^ ==d== ++e++",
    "%(title)s {title} {count}",
    "\u00a0\u2003wide",
]


WHEN = [[], [pytest.mark.slow], [pytest.mark.slow]]


def texts_replaced(value, text):
    """Give a record with every plain field saying `text`."""
    if isinstance(value, Record):
        kind = type(value)
        plain = [field for field, marks in list_marks(kind).items() if not marks]
        shown = [field for field in plain if (kind.__name__, field) not in READ_BY_MACHINES]
        return value.model_copy(update={field: texts_replaced(getattr(value, field), text) for field in shown})
    if isinstance(value, tuple):
        return tuple(texts_replaced(part, text) for part in value)
    return text if type(value) is str else value


def rendered(handbook, theme, text):
    content = handbook.content
    placed = tuple(written_with(each, texts_replaced(each.record, text)) for each in content.placed)
    programme = texts_replaced(content.programme, text)
    return render_pages(link_content(replace(content, programme=programme, placed=placed)), theme)


@pytest.fixture(scope="module")
def calm(sample, theme):
    return {page.path: read(page.markdown) for page in rendered(sample, theme, "Zqx")}


@pytest.mark.long
@pytest.mark.parametrize(
    "text",  # some at once, the others in test-all: each renders and reads every page
    [pytest.param(text, marks=WHEN[place % len(WHEN)]) for place, text in enumerate(HOSTILE)],
)
def test_plain_fields_show_what_was_typed_and_change_no_structure(sample, theme, calm, text):
    for page in rendered(sample, theme, text):
        hostile, expected = read(page.markdown), calm[page.path]
        assert hostile.skeleton == expected.skeleton, page.path
        assert hostile.misplaced == [], page.path
        assert hostile.text.count(" ".join(text.split())) >= expected.text.count("Zqx") > 0, page.path


def test_pages_are_well_formed(pages):
    for page in pages:
        reading = read(page.markdown)
        assert reading.misplaced == [], page.path
        assert LEFTOVERS.search(reading.text) is None, page.path
        assert [id_ for id_, count in Counter(reading.ids).items() if count > 1] == [], page.path
        assert reading.skeleton[0] == ("h1", None), page.path
        assert page.markdown.endswith("\n")
        assert not page.markdown.endswith("\n\n")


def test_links_lead_to_pages_anchors_and_files_that_exist(pages, files):
    readings = {page.path: read(page.markdown) for page in pages}
    offered, led_to = {f"downloads/{file.path}" for file in files}, set()
    for path, reading in readings.items():
        for href in reading.links:
            if href.startswith(("https:", "mailto:", "tel:")):
                continue
            file, _, anchor = re.sub(r"\?[^#]*", "", href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            if target in offered:
                led_to.add(target)
                continue
            assert target in readings, f"{path}: {href}"
            assert not anchor or anchor in readings[target].ids, f"{path}: {href}"
    assert led_to == offered


def test_headings_have_ids_of_their_own(pages):
    for page in pages:
        headings = re.findall(r"^#{2,} .*$", page.markdown, re.MULTILINE)
        assert all(re.search(r" \{: #[\w.-]+ \}$", heading) for heading in headings), page.path
