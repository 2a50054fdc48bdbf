"""How the tests read pages: Python-Markdown as the publishers run it, and its HTML as a small tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import markdown
import pytest

EXTENSIONS = [
    "abbr",
    "attr_list",
    "partner_playbooks.publishing.checkboxes",
    "md_in_html",
    "tables",
    "def_list",
    "toc",
    "admonition",
    "fenced_code",  # MkDocs adds it
]
VOID = {"br", "hr", "img", "input"}


@dataclass
class Node:
    """An HTML element; children are nodes and texts, blanks collapsed as a browser does."""

    tag: str
    attributes: tuple = ()
    children: list = field(default_factory=list)


class TreeBuilder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Node("root")]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, tuple(sorted(attrs)))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data):
        children = self.open[-1].children
        text = children.pop() if children and isinstance(children[-1], str) else ""
        children.append(re.sub("[ \t\n\f\r]+", " ", text + data))


def tree_of(html):
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    assert len(builder.open) == 1
    return builder.open[0]


@pytest.fixture(scope="session")
def page_tree():
    """Read Markdown as a page of the site and give the tree of its HTML."""
    reader = markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"permalink": True}})
    return lambda source: tree_of(reader.reset().convert(source))


@pytest.fixture(scope="session")
def html_tree():
    return tree_of
