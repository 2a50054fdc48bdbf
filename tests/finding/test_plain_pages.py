"""Pages as plain Markdown: what they say, with links that lead to other plain pages, and nothing of how they look."""

import posixpath
import re

import pytest
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.finding.findable import Findable
from partner_playbooks.finding.plain_pages import name_plain_page, write_page_list, write_plain_page, write_plain_pages
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.artifact import Page
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

THEME = read_theme(Project(ROOT))


def plain(markdown, path="stages/activate.md"):
    return write_plain_page(Page(path, "Activate", markdown, ()))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# A {: #a }\n\nText\n{: .subtitle }\n", "# A\n\nText\n"),
        (
            '<div class="x" markdown>\n\n- [A](enable.md){ .chip .vendor } *now*{ .due }\n\n</div>\n',
            "- [A](../enable/index.md) *now*\n",
        ),
        (
            "[B](../glossary.md#map) [C](https://example.com/a.md) [D](#here)\n",
            "[B](../../glossary/index.md) [C](https://example.com/a.md) D\n",
        ),
        (
            "[E](../index.md) [F](../metrics/index.md?type=msp#x)\n",
            "[E](../../index.md) [F](../../metrics/index.md)\n",
        ),
        ("Write `{figure.x}` and `<b>` here\n", "Write `{figure.x}` and `<b>` here\n"),
        ("```\n<div>{: .kept }</div>\n```\n", "```\n<div>{: .kept }</div>\n```\n"),
        ("`[A](b.md)` and [`c`](enable.md)\n", "`[A](b.md)` and [`c`](../enable/index.md)\n"),
        (
            "[P](../downloads/plans/a.pdf) [B](../print/stages/a.md)\n",
            "[P](../../downloads/plans/a.pdf) [B](../../print/stages/a/)\n",
        ),
        ("<!-- made -->\nA<br>B <span>C</span><math><mi>x</mi></math>\n", "A B C\n"),
        ("A\n\n*[QBR]: Quarterly review\n", "A\n"),
        ("5 &lt; 6, \\{ not a look \\} and \\<b\\>\n", "5 &lt; 6, \\{ not a look \\} and \\<b\\>\n"),
    ],
)
def test_what_only_looks_is_left_out_and_what_is_said_stays(markdown, expected):
    assert plain(markdown) == expected


@pytest.mark.parametrize("edition", Audience)
def test_every_link_leads_to_a_plain_page_and_no_mark_of_the_look_is_left(edition):
    handbook = EXAMINED.handbook.project(edition)
    pages = render_pages(handbook, THEME)
    found, _ = Findable(handbook, THEME, pages, pages).write_plain()
    assert set(found) == {
        name_plain_page(page.path) for page in pages if not page.chapters and "partners/" not in page.path
    }
    for path, text in found.items():
        words = re.sub(r"(`+).*?\1", "", text, flags=re.DOTALL)
        assert not re.search(r"\{[:.# ]|</?(?:div|span|p|input|label)\b", words), path
        for target in re.findall(r"\]\((?!https?:|mailto:|tel:|#)([^)\s#]+)", words):
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            assert there in found or there.startswith(("downloads/", "print/", "partners", "portfolio")), (path, target)


def test_the_list_of_pages_names_each_with_what_it_says_of_itself():
    pages = [
        Page("index.md", "Home", "# Home\n\nWelcome.\n", ()),
        Page("stages/a.md", "A", "# A\n\nThe first\n{: .subtitle }\n\n- x\n", ("Stages",)),
        Page("stages/b.md", "B", "# B\n\n- x\n", ("Stages",)),
    ]
    assert write_page_list("Ours", "All of it.", write_plain_pages(pages)) == (
        "# Ours\n\n> All of it.\n\n## Ours\n\n- [Home](index.md): Welcome.\n\n"
        "## Stages\n\n- [A](stages/a/index.md): The first\n- [B](stages/b/index.md)\n"
    )
