"""Pages without a frame, for portals to show in one of theirs: a stage, its checklist, a plan; cut out of built pages.

They are written where `embed:` in site_config.yml names the hosts that may show them. No search finds them, no sitemap
lists them, and each names the whole page as the one that counts.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lxml import html

from partner_playbooks.pages.parts.addresses import FOLDERS, find_location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

EMBED = "embed"
"""The folder of these pages. In it each is called as the whole page is; checklists alone have a folder of their own."""
CHECKLISTS = "checklists"
_STAGES = f"{FOLDERS['stage']}/"
_SCRIPT, _STYLE = "assets/js/embed.js", "assets/css/embed.css"
_OF_THE_FRAME = ("as-markdown", "headerlink", "written", "you-are-here", "prevnext", "to-print")
"""Classes of what leads through the site, or is for whoever writes it."""
_BELOW = {"as-markdown", "written"}
"""Classes of what the site adds below content."""
_LEFT_OUT = " | ".join(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in _OF_THE_FRAME)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
_ADDRESS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
_SHELL = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
</head>
<body class="embedded" data-md-color-scheme="default" data-md-color-primary="custom" data-md-color-accent="custom">
<main class="md-main"><div class="md-content"><article class="md-content__inner md-typeset"></article></div></main>
</body>
</html>
"""


def list_embed_redirects(extras: Mapping[str, Any]) -> dict[str, str]:
    """Give where former addresses of embedded pages lead, so that a portal's frame outlives a new id."""
    found = {}
    for former, path in extras["redirects"].items():
        if path in extras["embed"]["pages"]:
            found[f"{EMBED}/{former}"] = f"{EMBED}/{path}"
            if path.startswith(_STAGES):
                names = (PurePosixPath(each).name for each in (former, path))
                before, now = (f"{EMBED}/{CHECKLISTS}/{name}" for name in names)
                found[before] = now
    return found


def write_embeds(site: Path, extras: Mapping[str, Any]) -> None:
    """Write the pages to be embedded into a built site.

    Args:
        site: Its folder, as a publisher left it, with what is added to pages.
        extras: What the staging folder says of it; `embed` holds the paths of pages, and the words of their mark.
    """
    said = extras["embed"]
    for path in said["pages"]:
        address = find_location(path)
        text = (site / address / "index.html").read_text(encoding="utf-8")
        _write(site, _Embed(html.document_fromstring(text), address, address), said)
        page = html.document_fromstring(text)
        if path.startswith(_STAGES) and _keep_checklist(page):
            _write(site, _Embed(page, address, f"{CHECKLISTS}/{PurePosixPath(address).name}/"), said)


def _write(site: Path, embed: _Embed, said: Mapping[str, str]) -> None:
    article = embed.page.find(".//article")
    if article is None:  # a theme of the project's own without one
        return
    file = site / EMBED / embed.name / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(embed.make(article, said), encoding="utf-8", newline="\n")


def _keep_checklist(page: HtmlElement) -> bool:
    """Leave of a page's article its title, its checklist and the panel of ticks; tell whether it has a checklist."""
    heading = page.find(".//h2[@id='checklist']")
    around = None if heading is None else heading.getparent()
    if heading is None or around is None:
        return False
    kept = {heading, *_list_below(heading)}
    for each in list(around):
        if each not in kept and each.tag != "h1" and "ticks" not in each.get("class", "").split():
            each.drop_tree()
    return True


def _list_below(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield what stands below a heading, as far as the next one of its kind or what the site adds below content."""
    for each in heading.itersiblings():
        if each.tag in (heading.tag, "section", "script") or str(each.get("class")) in _BELOW:
            return
        yield each


@dataclass(frozen=True, slots=True)
class _Embed:
    page: HtmlElement
    """The built page, which is used up."""
    address: str
    """Its address within the site: `stages/activate/`."""
    name: str
    """The address of the page to be embedded, within its folder."""

    def make(self, article: HtmlElement, said: Mapping[str, str]) -> str:
        """Give the page to be embedded, with an article of the built page and the words of the mark above it."""
        self._tidy(article)
        made = html.document_fromstring(_SHELL)
        made.set("lang", self.page.get("lang", ""))
        self._fill_head(next(made.iter("head")))
        body = next(made.iter("body"))
        body.set("dir", self.page.xpath("string(//body/@dir)") or "ltr")
        body.set("data-page", self._lead(""))
        body.insert(0, html.Element("script", src=self._lead_to(_SCRIPT)))
        for script in self.page.xpath("//script[@src][not(contains(@src, 'assets/javascripts/'))]"):
            script.set("src", self._lead(script.get("src")))
            script.tail = "\n"
            body.append(script)
        next(made.iter("article")).extend([self._say_mark(said), *article])
        return str(html.tostring(made, doctype="<!DOCTYPE html>", encoding="unicode")) + "\n"

    def _fill_head(self, head: HtmlElement) -> None:
        for title in self.page.iterfind(".//head/title"):
            title.tail = "\n"
            head.append(title)
        whole = self.page.xpath("string(//head/link[@rel='canonical']/@href)") or self._lead("")
        head.append(html.Element("link", rel="canonical", href=whole))
        for link in self.page.xpath("//head/link[@rel='stylesheet' or @rel='icon']"):
            link.set("href", self._lead(link.get("href")))
            link.tail = "\n"
            head.append(link)
        head.append(html.Element("link", rel="stylesheet", href=self._lead_to(_STYLE)))

    def _say_mark(self, said: Mapping[str, str]) -> HtmlElement:
        """Give the line that says which edition this is, if it is internal, and leads to the whole page."""
        line = html.Element("p", {"class": "embedded__mark"})
        if said["mark"]:
            mark = html.Element("strong")
            mark.text, mark.tail = said["mark"], " "
            line.append(mark)
        link = html.Element("a", href=self._lead(""), target="_blank", rel="noopener")
        link.text, link.tail = said["open"], f". {said['links']}"
        line.append(link)
        return line

    def _tidy(self, article: HtmlElement) -> None:
        """Take out of an article what leads through the site, and let all else lead where it led."""
        for each in article.xpath(_LEFT_OUT):
            if each.getparent() is not None:
                each.drop_tree()
        for heading in article.xpath(".//h2[@id='where-next']"):
            if next(_list_below(heading), None) is None:
                heading.drop_tree()
        ids = set(article.xpath(".//@id"))
        for each in article.xpath(".//*[@src]"):
            each.set("src", self._lead(each.get("src")))
        for link in article.xpath(".//*[@href]"):
            self._turn(link, ids)

    def _turn(self, link: HtmlElement, ids: set[str]) -> None:
        """Let a link lead where it led: within this page, or in a new tab."""
        target = link.get("href", "")
        if target.startswith("#") and target[1:] in ids:
            return
        link.set("href", self._lead(target))
        if not target.lower().startswith(("mailto:", "tel:")):
            link.set("target", "_blank")
            link.set("rel", "noopener")

    def _lead(self, target: str) -> str:
        """Give a link of the built page as it runs from the page to be embedded."""
        found = _ADDRESS.fullmatch(target)
        if found is None or _ABSOLUTE.match(target):
            return target
        path, rest = found.groups()
        there = posixpath.normpath(posixpath.join("/", self.address, path))
        is_folder = posixpath.basename(path) in {"", ".", ".."}
        return self._lead_to(posixpath.join(there, "") if is_folder else there) + rest

    def _lead_to(self, path: str) -> str:
        """Give the link to a file or a folder of the site."""
        found = posixpath.relpath(posixpath.join("/", path), f"/{EMBED}/{self.name}")
        return f"{found}/" if path.endswith("/") else found
