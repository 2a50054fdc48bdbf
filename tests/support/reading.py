"""Pages as a browser gets them: Markdown read with the extensions of site_config.yml."""

from html.parser import HTMLParser

import markdown
import yaml
from running import ROOT

EXTENSIONS = [
    each if isinstance(each, str) else next(iter(each))
    for each in yaml.safe_load((ROOT / "site_config.yml").read_text(encoding="utf-8"))["markdown_extensions"]
]
_VOID = {"br", "hr", "img", "input"}


class Reading(HTMLParser):
    """The elements, ids, links and text of a page."""

    def __init__(self, html):
        super().__init__()
        self.skeleton, self.ids, self.links, self.misplaced, self.open = [], [], [], [], []
        self.texts = []
        self.feed(html)
        self.close()
        self.misplaced += [f"{tag} is never closed" for tag in self.open]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "markdown" in attrs:
            self.misplaced.append("a markdown attribute is left")
        if "p" in self.open and tag in {"div", "h1", "h2", "h3", "ol", "p", "table", "ul"}:
            self.misplaced.append(f"{tag} in p")
        if tag != "abbr":
            self.skeleton.append((tag, attrs.get("class")))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in _VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.misplaced.append(f"{tag} closed in {self.open[-2:]}")

    def handle_data(self, data):
        self.texts.append(data)


def html(source):
    return markdown.markdown(source, extensions=EXTENSIONS)


def read(source):
    return Reading(html(source))
