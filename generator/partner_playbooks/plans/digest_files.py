"""A digest as text to paste, and as HTML that mail programs show: one document with inline styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partner_playbooks.plans.digest import Digest

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_BODY = "margin:0;padding:16px;font:16px/1.5 system-ui,Roboto,Arial,sans-serif"
_STYLES = {
    "div": "max-width:640px;margin:0 auto",
    "h1": "font-size:22px;line-height:1.3;margin:0 0 8px",
    "h2": "font-size:17px;line-height:1.3;margin:24px 0 6px;padding-top:12px;border-top:1px solid #888",
    "p": "margin:0 0 4px",
    "ul": "margin:0;padding:0 0 0 20px",
    "li": "margin:0 0 6px",
}
"""No colour of text or ground is set: mail programs choose both, in the dark too."""


def write_digest_text(digest: Digest) -> str:
    """Give the digest as plain text: headings, and a line for each entry."""
    lines = [digest.title, *([digest.mark] if digest.mark else []), *digest.about]
    for section in digest.sections:
        lines += ["", section.title, *(f"- {line}" for line in section.lines)]
    return "\n".join(lines) + "\n"


def write_digest_html(digest: Digest) -> str:
    """Give the digest as an HTML document; every word of the plan stands in it as text."""
    return "\n".join(_list_html(digest)) + "\n"


def _list_html(digest: Digest) -> Iterator[str]:
    title = digest.title.translate(_ESCAPES)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{digest.language.translate(_ESCAPES)}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f'<meta name="color-scheme" content="light dark"><title>{title}</title></head>'
    yield f'<body style="{_BODY}"><div style="{_STYLES["div"]}">'
    yield _tag("h1", digest.title)
    if digest.mark:
        yield f'<p style="{_STYLES["p"]}"><strong>{digest.mark.translate(_ESCAPES)}</strong></p>'
    yield from (_tag("p", line) for line in digest.about)
    for section in digest.sections:
        yield _tag("h2", section.title)
        yield f'<ul style="{_STYLES["ul"]}">'
        yield from (_tag("li", line) for line in section.lines)
        yield "</ul>"
    yield "</div></body>"
    yield "</html>"


def _tag(name: str, text: str) -> str:
    return f'<{name} dir="auto" style="{_STYLES[name]}">{text.translate(_ESCAPES)}</{name}>'
