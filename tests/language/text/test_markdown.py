from __future__ import annotations

from urllib.parse import unquote

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from partner_playbooks.language.text import (
    Code,
    Emphasis,
    Link,
    ListBlock,
    NamedValue,
    Paragraph,
    Reference,
    RichText,
    Strong,
    Table,
    Text,
    parse_rich,
    to_markdown,
)

NAMES = {"programme.portal": "R&D_*portal*", "figure.lms-x": "<lms>"}
KNOWN = Reference("role", "partner-manager")


def link(reference):
    return f"../{reference.kind}s/{reference.id}_(a).md#x" if reference == KNOWN else None


def markdown_of(text):
    return to_markdown(text, link=link, value=NAMES.__getitem__)


# Random trees, as the parser may give them: nothing empty, every item starts with a paragraph.

CHARACTERS = st.sampled_from("aab1   .,*_`[](){}<>#+-=~:!?|&;\\/\"'\u00a0\u00e9")
TEXTS = st.builds(Text, st.text(CHARACTERS, min_size=1, max_size=8))
LEAVES = st.one_of(
    TEXTS,
    st.builds(Code, st.text(CHARACTERS, min_size=1, max_size=6).filter(str.strip)),
    st.builds(NamedValue, st.sampled_from(sorted(NAMES))),
)
LABELS = st.lists(
    LEAVES
    | st.builds(Strong, st.tuples(st.builds(Text, st.just("a b"))))
    | st.builds(Emphasis, st.tuples(TEXTS.filter(lambda text: text.value.strip()))),
    min_size=1,
    max_size=3,
).map(tuple)
TARGETS = st.sampled_from(
    (
        KNOWN,
        Reference("term", "mdf"),
        "https://a.example/b_(c)*d'e?x=1&copy;=2&y=!~#f",
        "mailto:a_b@c.example?subject=*x*",
    )
)


def styled(children):
    several = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.builds(Strong, several) | st.builds(Emphasis, several)


INLINES = st.recursive(LEAVES | st.builds(Link, LABELS, TARGETS), styled, max_leaves=6)


def shown(inline):
    match inline:
        case Text(value) | Code(value):
            return value
        case NamedValue(name):
            return NAMES[name]
        case _:
            return "".join(map(shown, inline.children))


PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(INLINES, min_size=1, max_size=5)
    .map(tuple)
    .filter(lambda children: all(shown(child).strip(" ") for child in children if not isinstance(child, Text)))
    .filter(lambda children: "".join(map(shown, children)).strip(" ")),
)
BLOCKS = st.recursive(
    PARAGRAPHS,
    lambda blocks: st.builds(
        ListBlock,
        st.booleans(),
        st.just(1),
        st.lists(
            st.tuples(PARAGRAPHS, st.lists(blocks, max_size=2)).map(lambda i: (i[0], *i[1])), min_size=1, max_size=3
        ).map(tuple),
    ),
    max_leaves=8,
)
CELLS = PARAGRAPHS.map(lambda paragraph: paragraph.children)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.builds(Table, st.lists(st.tuples(*[CELLS] * width), min_size=2, max_size=4).map(tuple))
)
TREES = st.builds(RichText, st.lists(BLOCKS | TABLES, min_size=1, max_size=3).map(tuple))


# The outline of a tree and of a page: tags and texts, nested.


def outline_of_inlines(children):
    found = []
    for child in children:
        match child:
            case Text() | NamedValue():
                found.append(shown(child))
            case Code(value):
                found.append(("code", [value]))
            case Strong(inner):
                found.append(("strong", outline_of_inlines(inner)))
            case Emphasis(inner):
                found.append(("em", outline_of_inlines(inner)))
            case Link(inner, target) if isinstance(target, str) or link(target):
                found.append(("a", outline_of_inlines(inner)))
            case Link(inner):
                found.extend(outline_of_inlines(inner))
    return tidy(found)


def outline_of_blocks(blocks):
    return [outline_of_block(block) for block in blocks]


def outline_of_block(block):
    if isinstance(block, Paragraph):
        return ("p", trimmed(outline_of_inlines(block.children)))
    if isinstance(block, Table):
        head, *rows = (
            [(tag, trimmed(outline_of_inlines(cell))) for cell in row]
            for tag, row in zip(["th", *["td"] * len(block.rows)], block.rows, strict=False)
        )
        return ("table", [("thead", [("tr", head)]), ("tbody", [("tr", row) for row in rows])])
    return ("ol" if block.ordered else "ul", [("li", outline_of_blocks(item)) for item in block.items])


def outline_of_page(node):
    found = []
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
        else:
            inner = outline_of_page(child)
            found.append((child.tag, trimmed(inner) if child.tag in {"p", "th", "td"} else inner))
    found = tidy(found)
    return with_paragraphs(found) if node.tag == "li" else drop_blanks(found, node.tag)


def tidy(children):
    """Join texts and collapse their blanks, as a browser does."""
    found = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        elif child:
            found.append(child)
    return [collapsed(child) if isinstance(child, str) else (child[0], tidy(child[1])) for child in found]


def collapsed(text):
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def trimmed(children):
    children = list(children)
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip(" ")
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip(" ")
    return [child for child in children if child]


def drop_blanks(children, tag):
    blocks = tag in {"root", "div", "ul", "ol", "table", "thead", "tbody", "tr"}
    return [child for child in children if not (blocks and isinstance(child, str) and not child.strip(" "))]


def with_paragraphs(children):
    """Put the bare text of a tight list item in a paragraph."""
    found, run = [], []
    for child in (*children, None):
        if child is not None and (isinstance(child, str) or child[0] not in {"p", "ul", "ol"}):
            run.append(child)
        else:
            if trimmed(run):
                found.append(("p", trimmed(run)))
            found += [child] if child else []
            run = []
    return found


def assert_readers_agree(text, page_tree, html_tree):
    source = markdown_of(text)
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    expected = outline_of_blocks(text.blocks)
    assert outline_of_page(page_tree(source)) == expected, source
    (card,) = page_tree(f'<div class="card" markdown>\n\n{source}\n\n</div>').children
    assert outline_of_page(card) == expected, source
    assert outline_of_page(html_tree(github.render(source))) == expected, source


# One character each for what property runs found; weaken the code and these fail first.
HARD = (
    Paragraph((Text("a"), Strong((Text("b"),)), Text("c"))),
    Paragraph((Strong((Text("a"),)), Emphasis((Text("b"),)))),
    Paragraph((Strong((Text("a"), Emphasis((Text("b"),)), Text("c"))), Text(" d"))),
    Paragraph((Emphasis((Text("a"),)), Text(" "), Emphasis((Text("b"),)))),
    Paragraph((Text("a "), Strong((Text(" b "),)), Text(" c"))),
    Paragraph((Text("a!"), Link((Text("b"),), "https://a.example"))),
    Paragraph((Link((Text("]: a"),), "https://a.example"),)),
    Paragraph((Link((Code("]:"),), "https://a.example"),)),
    Paragraph((Link((Text("a"),), "https://a.example/(b)_c_'d\"&copy;*"), Text("{: .x }"))),
    Paragraph((Text("a &"), Text("lt; *"), Text("b*"))),
    Paragraph((Code("a"), Code("b"))),
    Paragraph((Text("`"), Code("a"), Text("`"))),
    *(
        Paragraph((Text("a "), Code(value)))
        for value in ("`", "a`b", " a ", "&lt;", "&#65", "<b>", "a|b", "a\\", "<!-- a -->", "</div>")
    ),
    *(
        Paragraph((Text(value), Strong((Text("a"),))))
        for value in ("* ", "1. ", "# ", "    ", "\u00a0", "- ", "> ", ": ")
    ),
    ListBlock(ordered=True, start=1, items=((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),))),
)


@pytest.mark.parametrize("block", HARD)
def test_hard_cases_keep_their_structure(block, page_tree, html_tree):
    assert_readers_agree(RichText((block,)), page_tree, html_tree)
    item = (Paragraph((Text("a"),)), block)
    assert_readers_agree(RichText((ListBlock(ordered=False, start=1, items=(item, item)), block)), page_tree, html_tree)


@pytest.mark.long
@given(TREES)
@settings(max_examples=40, deadline=None)
def test_markdown_gives_the_structure_of_the_tree(page_tree, html_tree, text):
    assert_readers_agree(text, page_tree, html_tree)


@pytest.mark.slow
@given(TREES)
@settings(max_examples=2000, deadline=None)
def test_markdown_gives_the_structure_of_very_many_trees(page_tree, html_tree, text):
    assert_readers_agree(text, page_tree, html_tree)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("One **strong**, *stressed* `word`.", "One **strong**, *stressed* `word`."),
        ("Ask [her](role:partner-manager)", "Ask [her](../roles/partner-manager_%28a%29.md#x)"),
        ("See [MDF](term:mdf).", "See MDF."),
        ("Open {programme.portal}", "Open R&D_\\*portal\\*"),
        ("two\nlines", "two lines"),
        ("a\n\nb", "a\n\nb"),
        ("* a\n  1. b\n     - c\n* d", "- a\n    1. b\n        - c\n- d"),
        ("- a\n\n- b\n\n  c", "- a\n\n- b\n\n    c"),
        ("- a\n\n1. b", "- a\n\n<!-- -->\n\n1. b"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("**a**b", "<strong>a</strong>b"),
        ("`a|b`", "<code>a\\|b</code>"),
    ],
)
def test_markdown_stays_readable(source, written):
    assert markdown_of(parse_rich(source)) == written


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/b_(c)_'d'*e*~!$,;:@?f=1&g=2#h",
        "https://a.example/?a=1&copy;=2&amp;&#65;",
        "https://a.example/%20%2A)(",
        "mailto:a_b@c.example?subject=*d*_e_",
    ],
)
def test_a_link_leads_where_it_says(url, page_tree, html_tree):
    source = markdown_of(RichText((Paragraph((Link((Text("a"),), url),)),)))
    for page in (page_tree(source), html_tree(MarkdownIt("commonmark").render(source))):
        ((key, value),) = page.children[0].children[0].attributes
        assert (key, unquote(value)) == ("href", unquote(url))


def test_a_list_keeps_its_first_number_where_lists_are_sane():
    html = markdown.markdown(markdown_of(parse_rich("3. a\n4. b")), extensions=["sane_lists"])
    assert '<ol start="3">' in html
