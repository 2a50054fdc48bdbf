"""Pages as plain Markdown, for programs and to be copied: what they say, without what only makes them look."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.pages.parts.addresses import BOOKLETS, Address, is_of_records, link_between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from partner_playbooks.pages.artifact import Page

_CODE = re.compile(r"^ *(?:```|~~~).*?^ *(?:```|~~~) *$|(`+)(?:(?!\1).)+\1(?!`)", re.MULTILINE | re.DOTALL)
_DROPPED = re.compile(
    r"<!--.*?-->|<(math|button|svg|select|script)\b.*?</\1>|<input\b[^>]*>|<span class=\"visually-hidden\">.*?</span>",
    re.DOTALL,
)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(r"(?<!\\)</?[a-z][^<>]*>")
_LOOK = re.compile(r"\{:?[^{}\n]*\}")
_LINK = re.compile(r"\]\((?![a-z][a-z0-9+.-]*:|[#/])([^)\s?#]+)(?:\?[^)\s#]*)?(?:#[^)\s]*)?(?=\))")
_WITHIN = re.compile(r"(?<!!)\[([^\]\n]*)\]\(#[^)\s]*\)")
"""A link to a place on the same page: plain Markdown has no such places."""
_GAPS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]: .*$\n?", re.MULTILINE)


class PlainPage(NamedTuple):
    """A page, and what it says as plain Markdown."""

    page: Page
    text: str


def write_plain_pages(pages: Iterable[Page]) -> dict[str, PlainPage]:
    """Give pages as plain Markdown, by where they stand in the site."""
    return {name_plain_page(page.path): PlainPage(page, write_plain_page(page)) for page in pages}


def name_plain_page(path: str) -> str:
    """Give where a page stands in the site as plain text: `stages/activate.md` → `stages/activate/index.md`."""
    folder, name = posixpath.split(path.removesuffix(".md"))
    return posixpath.join(folder, "index.md") if name == "index" else posixpath.join(folder, name, "index.md")


def write_plain_page(page: Page) -> str:
    """Give what a page says: links lead to other plain pages, and what is code stays as it is."""
    lead = _leading_from(page.path)
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(page.markdown) if "`" in page.markdown or "~~~" in page.markdown else ():
        parts += [_LINK.sub(lead, _plain(page.markdown[end : code.start()])), code[0]]
        end = code.end()
    parts.append(_LINK.sub(lead, _plain(page.markdown[end:])))
    lines = [line.rstrip(" \t") for line in "".join(parts).split("\n")]
    return _GAPS.sub("\n\n", "\n".join(lines)).strip() + "\n"


def _plain(text: str) -> str:
    if "](#" in text:
        text = _WITHIN.sub(r"\1", text)
    for pattern, put in ((_DROPPED, ""), (_BREAK, " "), (_TAG, "")):
        text = pattern.sub(put, text)
    return _ABBREVIATION.sub("", _drop_looks(text))


def _drop_looks(text: str) -> str:
    """Leave out how things look: `{…}` right behind one, and `{: …}` at the end of a line or on a line of its own."""
    kept: list[str] = []
    end = 0
    for look in _LOOK.finditer(text):
        start, after = look.span()
        before = text[start - 1 : start]
        if not before.isalnum() and before not in {")", "*", "]", "`", ">", "_", "."}:
            line = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", after)
            rest = text[after:stop] if stop >= 0 else text[after:]
            if look[0][1] != ":" or rest.strip():
                continue
            if not text[line:start].strip(" ") and not rest.strip(" "):
                start, after = line, after + len(rest)
            elif before == " ":
                start -= 1
            else:
                continue
        kept.append(text[end:start])
        end = after
    return "".join([*kept, text[end:]])


def _leading_from(path: str) -> Callable[[re.Match[str]], str]:
    folder, here = posixpath.dirname(path), name_plain_page(path)
    return lambda match: f"]({_lead(folder, here, match[1])}"


@lru_cache(maxsize=100_000)
def _lead(folder: str, here: str, target: str) -> str:
    """Give a link of a page in a folder as it runs from the plain page `here`."""
    there = posixpath.normpath(posixpath.join(folder, target))
    if not there.endswith(".md"):
        return posixpath.relpath(there, posixpath.dirname(here) or ".")
    page = name_plain_page(there)
    if there.startswith(BOOKLETS) or is_of_records(there):  # there is no plain page of these
        return f"{posixpath.relpath(posixpath.dirname(page), posixpath.dirname(here) or '.')}/"
    return link_between(here, Address(page))


def write_page_list(title: str, summary: str, pages: Mapping[str, PlainPage]) -> str:
    """Give the list of pages that programs begin with, as https://llmstxt.org describes it.

    Args:
        title: Of the handbook.
        summary: What it is about, in a sentence.
        pages: By where they stand in the site.
    """
    lines = [f"# {title}", "", f"> {summary}"]
    section = None
    for place, (page, text) in pages.items():
        own = next(iter(page.nav), "")
        if own != section:
            lines += ["", f"## {own or title}", ""]
            section = own
        said = _find_subtitle(text)
        lines.append(f"- [{page.title}]({place}){f': {said}' if said else ''}")
    return "\n".join(lines) + "\n"


def write_whole(pages: Mapping[str, PlainPage]) -> str:
    """Give all pages in one text, each after the address that it has."""
    return "\n".join(f"<!-- {place} -->\n\n{page.text}" for place, page in pages.items())


def _find_subtitle(text: str) -> str:
    """Give the first paragraph below the title, on one line."""
    for block in text.split("\n\n")[1:]:
        if block[:1] not in {"#", "-", "|", "1", "", "!", ">"}:
            return " ".join(block.split())
    return ""
