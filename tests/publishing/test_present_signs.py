import xml.etree.ElementTree as ET

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import inlinepatterns
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTreeprocessor
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from partner_playbooks.publishing.mkdocs_build import PageMaker
from partner_playbooks.publishing.mkdocs_pages import _Frame
from partner_playbooks.publishing.present_signs import PresentSigns, PresentSignsExtension

OURS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc"]
EVERY = [type(pattern).__name__ for pattern in markdown.Markdown(extensions=OURS).inlinePatterns]
PIECES = [
    *"ab1`\\[]()<>&*_:!~^=@|{ \n",
    *["``", "\\*", "![", "**", "__", "://", "--", "...", '"', "  \n", "\n\n", "<b>", "</b>", "<br>", "&amp;", "&#38;"],
    *["<https://a.example>", "<a@b.example>", "[a](b)", "[a][b]", "[b]", "![a](b)", "![a][b]", "`c`", "[^1]", "[[a]]"],
    *["\n- ", "\n    ", "\n# ", "\n> ", "\n: a\n", "\n| a | b |\n| - | - |\n| ", "{: .a }"],
    *["\n\n[b]: https://b.example\n", "\n\n*[a]: all\n\n", "\n\n[^1]: note\n"],
    *["\n\n<div markdown>\n\na *b*\n\n</div>\n\n", '\n<div markdown="span">*a* &amp; `b`</div>\n'],
]


def both(text, *extensions):
    own = markdown.markdown(text, extensions=[*OURS, *extensions])
    return own, markdown.markdown(text, extensions=[*OURS, *extensions, PresentSignsExtension()])


def left_to_try(text, *extensions):
    md = markdown.Markdown(extensions=[*OURS, *extensions, PresentSignsExtension()])
    md.convert(text)
    return [type(pattern).__name__ for pattern in md.treeprocessors["inline"].inlinePatterns]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_page_comes_out_as_python_markdown_makes_it(text):
    own, ours = both(text)
    assert ours == own


@pytest.mark.parametrize("others", [["footnotes"], ["smarty"], ["nl2br"], ["legacy_em"], ["wikilinks", "footnotes"]])
@settings(max_examples=200, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_so_it_does_with_other_extensions(others, text):
    own, ours = both(text, *others)
    assert ours == own


def test_a_page_without_signs_is_read_by_no_pattern():
    assert left_to_try("# Nothing\n\nbut words, and more: words.") == []


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("a `b`", ["BacktickInlineProcessor"]),
        ("a \\. b", ["EscapeInlineProcessor"]),
        ("[a](b)", ["LinkInlineProcessor"]),
        ("[a][b]\n\n[b]: c", ["ReferenceInlineProcessor", "LinkInlineProcessor", "ShortReferenceInlineProcessor"]),
        ("a  \nb", ["SubstituteTagInlineProcessor"]),
        ("a <b>c</b>", ["HtmlInlineProcessor"]),
        ("a &amp; b", ["HtmlInlineProcessor"]),
        ("a *b*", ["DelimiterProcessor"]),
        ("a _b_", ["DelimiterProcessor"]),
        ("<div>\n*a* & [b](c)\n</div>", []),
        ('<div markdown="1">\n*a*\n</div>', ["DelimiterProcessor"]),
    ],
)
def test_only_patterns_whose_sign_is_in_the_page_are_tried(text, tried):
    assert left_to_try(text) == tried


def test_signs_of_one_page_are_not_those_of_the_next():
    md = markdown.Markdown(extensions=[PresentSignsExtension()])
    assert md.convert("words") == "<p>words</p>"
    assert md.reset().convert("*words* [a](b)") == '<p><em>words</em> <a href="b">a</a></p>'


@pytest.mark.parametrize("pattern", ["so", inlinepatterns.LINK_RE])
def test_beside_a_pattern_of_others_all_are_kept(pattern):
    """It may write a sign that is not in the page, even if it looks for one that Python-Markdown looks for."""

    class Writing(InlineProcessor):
        def handleMatch(self, match, _data):  # noqa: N802 - Python-Markdown's name
            written = ET.Element("span")
            written.text = "*it*"
            return written, match.start(0), match.end(0)

    class Added(Extension):
        def extendMarkdown(self, md):  # noqa: N802 - Python-Markdown's name
            md.inlinePatterns.register(Writing(pattern), "so", 200)

    assert left_to_try("so [", Added()) == ["Writing", *EVERY]
    own, ours = both("so [ &c", Added())
    assert ours == own
    assert "<em>it</em>" in ours
    assert left_to_try("words", "wikilinks") == [*EVERY[:-1], "WikiLinksInlineProcessor", EVERY[-1]]


def test_what_others_have_put_in_its_place_stays():
    class Shouting(InlineTreeprocessor):
        def run(self, tree, ancestors=None):
            tree[0].text = tree[0].text.upper()
            return super().run(tree, ancestors)

    class Added(Extension):
        def extendMarkdown(self, md):  # noqa: N802 - Python-Markdown's name
            md.treeprocessors.register(Shouting(md), "inline", 20)

    assert both("so", Added()) == ("<p>SO</p>", "<p>SO</p>")


@pytest.mark.parametrize("begin", [PageMaker(None, 1).begin, _Frame.of])
def test_builds_and_the_preview_read_pages_so(begin, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Words")
    (tmp_path / "mkdocs.yml").write_text("site_name: Words\nplugins: []\n")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    begin(get_files(config), config)
    read = markdown.Markdown(extensions=config.markdown_extensions).treeprocessors["inline"]
    assert isinstance(read, PresentSigns)
