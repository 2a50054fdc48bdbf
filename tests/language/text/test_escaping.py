from __future__ import annotations

import html

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from partner_playbooks.language.text import escape_html, escape_markdown

# Every place where a template puts a text, on one page.
PAGE = """\
# First

SLOT

Before SLOT after

First line
SLOT
last line

## SLOT {: #heading }

- SLOT
- tight
    - SLOT

Paragraph

1. SLOT

    SLOT

2. loose

Paragraph

| head | SLOT | SLOT |
| --- | --- | --- |
| SLOT | SLOT | `code` |
| a | SLOT | SLOT |

[SLOT](x.md) is first.

- [SLOT](x.md)

See [SLOT](x.md) and **SLOT** and *SLOT* now, *[SLOT](y.md)*.
"""
SITE_ONLY = """
- [ ] SLOT {: #stage.item }
- [x] SLOT

!!! note "Title"

    SLOT

<div class="a" markdown>

SLOT

Term SLOT
:   SLOT

SLOT
:   definition

</div>

Last SLOT
"""

MARKS = (
    *"\\`*_{}[]()<>#+-.!|~:=?&@^%$\"';/",
    *("``", "```", "**", "***", "__", "___", "~~", "~~~", "---", "===", "!!!", "???", "##", "######", "<!--", "-->"),
    *(
        "![",
        "](",
        "]:",
        "[ ]",
        "[x]",
        "[X]",
        "[TOC]",
        "{: .x }",
        "{:.x}",
        "{ #id }",
        "{.x}",
        "{{ x }}",
        "{% x %}",
        "&lt;",
    ),
    *("&#65;", "&#65", "&#x41;", "&copy;", "&copy", "&amp", "<b>", "</b>", "<div>", "</div>", "<br/>", "<", "</", "<?"),
    *(
        "<![CDATA[",
        "<!",
        "1.",
        "1)",
        "12.",
        "\u0661.",
        "- [ ]",
        "*[x]:",
        "[x]:",
        "[^1]",
        "[^1]:",
        ": ",
        ":::",
        "--8<--",
    ),
    *(
        "==x==",
        "^^x^^",
        "++x++",
        "$x$",
        ":smile:",
        "|---|",
        "a|b",
        "`a`",
        "``a`b``",
        "\\`",
        "\\\\",
        "\\*",
        "\\|",
        "\\<",
    ),
    *("http://a.example/b_c_d?x=1&y=2", "www.a.example", "a_b@c.example", "<http://a.example>", "<a@b.example>"),
    *(
        "klzzwxh:0001",
        "wzxhzdk:0",
        "amp",
        "_a_",
        "*a*",
        "**a**",
        "__a__",
        "~a~",
        "~~a~~",
        "a_b_c",
        "C#",
        "R&D",
        "\u00a0",
    ),
)
NASTY = (
    *(
        form.format(mark=mark)
        for mark in MARKS
        for form in ("{mark}", "{mark} a", "a {mark}", "a{mark}b", "{mark}{mark}")
    ),
    *(
        "[a](javascript:alert(1))",
        "[a](b.md){: onclick=x }",
        "![a](b.png)",
        "*[MDF]: funds",
        "[a]: http://b.example",
        "a]: b.example",
    ),
    *("!!! note", '!!! danger "x"', "    code", "\tcode", "a  ", "  a  b  ", "a\u00a0", "\u3000a\u3000", "a | b | c"),
    *(
        "--- | ---",
        ":-: | :-:",
        "- - -",
        "* * *",
        "_ _ _",
        "#a#",
        "# #",
        "C# ##",
        "a#\u00a0",
        "=SUM(A1)",
        "-5 %",
        "+49 30",
    ),
    *(
        "~5 % or ~6 %",
        "5~ and 6~",
        "2024. A year",
        "1.5 days",
        "(1) a",
        "a) b",
        "> a > b",
        "x < y > z",
        "<script>a</script>",
    ),
    *(
        "<div markdown>",
        '<a href="x">',
        "<!-- a -->",
        "a --> b",
        "&lt;b&gt;",
        "& # ;",
        "&;",
        "&#;",
        "a&",
        "a\\",
        "a\\\\",
        "a`",
    ),
    *(
        "a ` b",
        "`` ` ``",
        "_a b_c d_",
        "__init__",
        "_",
        "a_ _b",
        "**a*",
        "***",
        "{",
        "}",
        "{: ",
        "{:}",
        "a {: #a.b }",
        "a { .b }",
    ),
)

MARKDOWN_LIKE = st.text(st.sampled_from("aab1  .*_`[](){}<>#+-=~:!?|&;\\/\"'^x\u00a0\u00e9"), max_size=25)
ANY_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=25)


def replaced(node, text):
    """Give the tree with `text` in place of the word that stands in every slot."""
    if isinstance(node, str):
        return " ".join(node.replace("SLOT", text).split(" "))
    node.children = [replaced(child, text) for child in node.children]
    return node


def elements(node, tag):
    """Find the elements of a kind, wherever they are."""
    children = [child for child in node.children if not isinstance(child, str)]
    return [child for child in children if child.tag == tag] + [
        found for child in children for found in elements(child, tag)
    ]


def words(text):
    return " ".join(word for word in text.replace("\n", " ").split(" ") if word)


@pytest.mark.long
@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_changes_no_structure_and_shows_as_typed(text, page_tree):
    escaped = escape_markdown(text)
    expected = replaced(page_tree(PAGE + SITE_ONLY), words(text.expandtabs(1)))
    assert page_tree((PAGE + SITE_ONLY).replace("SLOT", escaped)) == expected


@pytest.mark.long
@given(MARKDOWN_LIKE.filter(str.strip) | ANY_TEXT.filter(str.strip))
@settings(max_examples=60, deadline=None)
def test_any_text_changes_no_structure_and_shows_as_typed(page_tree, text):
    expected = replaced(page_tree(PAGE + SITE_ONLY), words(text))
    assert page_tree((PAGE + SITE_ONLY).replace("SLOT", escape_markdown(text))) == expected


@pytest.mark.long
@given(MARKDOWN_LIKE.filter(str.strip) | st.sampled_from(NASTY))
@settings(max_examples=120, deadline=None)
@example("~~a~~")
@example("1) a")
def test_the_page_reads_the_same_on_github(html_tree, text):
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    expected = replaced(html_tree(github.render(PAGE)), words(text.expandtabs(1)))
    assert html_tree(github.render(PAGE.replace("SLOT", escape_markdown(text)))) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Grant portal access",
        "Deal registration (30 days), e.g. R&D: 5 > 3 + 1 - 0.5!",
        "Is snake_case_name kept? #1 of 2; ~5 %, 100% = all",
        "https://partners.example.com/a_b?c=1&d=2",
        "ana@example.com",
    ],
)
def test_ordinary_text_stays_as_it_is(text):
    assert escape_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("a < b", "a &lt; b"),
        ("a | b", "a \\| b"),
        ("*[ABBR]", "\\*\\[ABBR\\]"),
        ("&copy; & co", "&amp;copy; & co"),
        ("??? note", "&#63;?? note"),
        ("C#", "C\\#"),
        ("~~a~~", "&#126;&#126;a&#126;&#126;"),
        ("\u00a0a", "&#160;a"),
    ],
)
def test_what_could_mean_something_is_escaped(text, escaped):
    assert escape_markdown(text) == escaped


@given(ANY_TEXT | MARKDOWN_LIKE | st.sampled_from(NASTY).map(lambda text: text.expandtabs(1)))
@settings(max_examples=120, deadline=None)
@example("*a* _b_ `c` [d](e) ~~f~~ {.g}")
def test_html_shows_the_typed_characters_in_content_and_attributes(page_tree, html_tree, text):
    escaped = escape_html(text)
    assert html.unescape(escaped) == text
    source = f'| a | b |\n| - | - |\n| c <span title="{escaped}">x{escaped}x</span> d | e |'
    github = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for page in (page_tree(source), html_tree(github.render(source))):
        (shown,) = elements(page, "span")
        assert shown.attributes == (("title", text),)
        assert [words(child) for child in shown.children] == [words(f"x{text}x")]
