"""Where links may lead: the web, a mailbox, or an entity of the handbook."""

from __future__ import annotations

import re

from markdown_it.common.normalize_url import normalizeLink

from partner_playbooks.language.diagnostics import suggest_nearest

from .text_problems import Problem
from .text_tree import REFERENCE_KINDS, Reference

VALUE = re.compile(r"\{([a-z][a-z-]*(?:\.[a-z0-9_-]+)+)\}")
"""A value that is named in running text, such as `{programme.portal}`; its name is the group."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_SLUG = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_ID = re.compile(_SLUG)
_ITEM_ID = re.compile(rf"{_SLUG}\.{_SLUG}")
_WEB = re.compile(r"//[^\s/?#]+.*", re.DOTALL)
_MAILBOX = re.compile(r"[^\s@?]+@[^\s@?]+(\?.*)?", re.DOTALL)
_ALLOWED = "use https:, mailto:, or an id such as role:partner-manager"


def read_link_target(destination: str) -> str | Reference | Problem:
    """Read a link's destination as typed: a percent-encoded URL, a reference, or what is wrong with it."""
    if VALUE.search(destination):
        return Problem("a value cannot stand inside a link", "write the address itself", destination)
    match = _SCHEME.fullmatch(destination)
    if match is None:
        return Problem(f'the link "{destination}" leads to no known place', _ALLOWED, destination)
    scheme, rest = match.groups()
    if scheme in REFERENCE_KINDS:
        return _reference(scheme, rest, destination)
    form = {"http": _WEB, "https": _WEB, "mailto": _MAILBOX}.get(scheme.lower())
    if form is None:
        return Problem(f'a link cannot start with "{scheme}:"', _nearest(scheme, rest), destination)
    if not form.fullmatch(rest):
        return Problem(f'the link "{destination}" is not a complete address', _ALLOWED, destination)
    return normalizeLink(destination)


def _reference(kind: str, identifier: str, destination: str) -> Reference | Problem:
    if (_ITEM_ID if kind == "item" else _ID).fullmatch(identifier):
        return Reference(kind, identifier)
    example = "item:activate.portal-access" if kind == "item" else f"{kind}:some-name"
    return Problem(
        f'"{identifier}" is not an id',
        f"ids are lower-case letters, digits and hyphens: {example}",
        destination,
    )


def _nearest(scheme: str, rest: str) -> str:
    def link(scheme: str) -> str:
        return f"{scheme}:{rest}"

    return suggest_nearest(scheme.lower(), (*REFERENCE_KINDS, "https", "mailto"), typed=link, shown=link) or _ALLOWED
