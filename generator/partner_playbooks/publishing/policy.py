"""What a web server should say with every page of a built site, as recipes: a strict Content-Security-Policy above all.

Nothing runs but our own files and the few scripts that stand in pages themselves, each named by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

HEADERS = "_headers"
"""For hosts that read this file, such as Netlify and Cloudflare Pages."""
NGINX = "headers.nginx.conf"
"""To be included in a `location` of nginx."""
_DATA = {"application/json", "application/ld+json", "text/plain"}
"""Types of scripts that are not run."""


def write_policy(site: Path, *, internal: bool) -> None:
    """Write the recipes into a built site; an internal edition is kept out of search engines as well."""
    headers = {
        "Content-Security-Policy": build_security_policy(site),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if internal:
        headers["X-Robots-Tag"] = "noindex"
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers.items())]
    (site / HEADERS).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    added = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    (site / NGINX).write_text("\n".join(added) + "\n", encoding="utf-8", newline="\n")


def build_security_policy(site: Path) -> str:
    """Give the policy of a built site.

    Tables align their cells by style attributes, which are named by their hashes too: hence `unsafe-hashes`, which
    allows these alone.
    """
    found: dict[str, set[str]] = {"script": set(), "style": set(), "attribute": set()}
    for page in site.rglob("*.html"):
        for kind, text in _written_in(page):
            found[kind].add(_hash(text))
    scripts, styles, attributes = map(sorted, found.values())
    by_attribute = ["'unsafe-hashes'", *attributes] if attributes else []
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", *styles, *by_attribute],
        "img-src": ["'self'", "data:"],  # icons stand in the style sheet
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


def _written_in(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the scripts, the styles and the style attributes that stand in a page itself."""
    root = html.document_fromstring(page.read_text(encoding="utf-8"))
    for script in root.iter("script"):
        if script.get("src") is None and script.get("type", "").lower() not in _DATA:
            yield "script", script.text or ""
    for style in root.iter("style"):
        yield "style", style.text or ""
    found: Iterable[str] = root.xpath("//@style")
    for value in found:
        yield "attribute", str(value)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
