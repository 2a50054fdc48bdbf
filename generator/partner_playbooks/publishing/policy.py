"""What a web server should say with every page of a built site, as recipes: a strict Content-Security-Policy above all.

Nothing runs but our own files and the few scripts that stand in pages themselves, each named by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from lxml import html

from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.resources import fingerprint_publishing
from partner_playbooks.project.workers import map_forked
from partner_playbooks.publishing.embeds import EMBED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.project.finished_work import FinishedWork

HEADERS = "_headers"
"""For hosts that read this file, such as Netlify and Cloudflare Pages."""
NGINX = "headers.nginx.conf"
"""To be included in a `location` of nginx."""
NGINX_EMBED = "headers.embed.nginx.conf"
"""The same, for `location /embed/`; it stands there where hosts may show pages in a frame."""
_POLICY, _FRAMES = "Content-Security-Policy", "X-Frame-Options"
_NOBODY = "frame-ancestors 'none'"
_Held: TypeAlias = "dict[str, list[list[str]]]"
"""The kind and the hash of all that stands in a page itself and is run or applied, by the digest of the page."""
_DATA = {"application/json", "application/ld+json", "text/plain"}
"""Types of scripts that are not run."""


def write_policy(
    site: Path,
    *,
    internal: bool,
    framed_by: Sequence[str] = (),
    finished: FinishedWork | None = None,
    own: Mapping[Path, str] = MappingProxyType({}),
) -> None:
    """Write the recipes into a built site; an internal edition is kept out of search engines as well.

    Args:
        site: Its folder.
        internal: Whether it is of the internal edition.
        framed_by: Hosts that may show the pages below `embed/` in a frame; nobody may show any other page.
        finished: Where what stands in a page itself is kept, so that each page is looked through once.
        own: What a page holds that no other does, where most of it stands in others too; only this is looked through.
    """
    key = make_key(b"policy", fingerprint_publishing().encode(), str(internal).encode())
    policy = build_security_policy(site, finished, key, own)
    headers = {
        _POLICY: policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        _FRAMES: "DENY",
        **({"X-Robots-Tag": "noindex"} if internal else {}),
    }
    lines = ["/*", *_list_lines(headers)]
    if framed_by:
        # What stands below a later path holds in place of what stood above it; a host that joins both, as Cloudflare
        # Pages does, first takes away what a line with ! names. Others pass over such a line.
        other = {_POLICY: allow_framing(policy, framed_by), "X-Robots-Tag": "noindex"}
        taken = [_POLICY, _FRAMES, *(["X-Robots-Tag"] if internal else [])]
        lines += [f"/{EMBED}/*", *(f"  ! {name}" for name in taken), *_list_lines(other)]
        embedded = {name: value for name, value in headers.items() if name != _FRAMES} | other
        _write_nginx(site / NGINX_EMBED, embedded)
    (site / HEADERS).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    _write_nginx(site / NGINX, headers)


def allow_framing(policy: str, hosts: Sequence[str]) -> str:
    """Give a policy that lets these hosts show a page in a frame, and nobody else."""
    return policy.replace(_NOBODY, f"frame-ancestors {' '.join(hosts)}")


def _list_lines(headers: Mapping[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]


def _write_nginx(file: Path, headers: Mapping[str, str]) -> None:
    added = [f'add_header {name} "{value}" always;' for name, value in headers.items()]
    file.write_text("\n".join(added) + "\n", encoding="utf-8", newline="\n")


def build_security_policy(
    site: Path, finished: FinishedWork | None = None, key: str = "", own: Mapping[Path, str] = MappingProxyType({})
) -> str:
    """Give the policy of a built site.

    Tables align their cells by style attributes, which are named by their hashes too: hence `unsafe-hashes`, which
    allows these alone.

    Args:
        site: Its folder.
        finished: Where it is kept what each of its pages holds.
        key: Under which key it is.
        own: As in `write_policy`.
    """
    known: _Held = {} if finished is None else finished.find_json(key) or {}
    pages = [*site.rglob("*.html")]
    now: _Held = {}
    for half in map_forked(partial(_look_through, known, own), (pages[::2], pages[1::2])):
        now |= half
    if finished is not None and now != known:
        finished.keep(key, json.dumps(now).encode())
    found: dict[str, set[str]] = {"script": set(), "style": set(), "attribute": set()}
    for held in now.values():
        for kind, digest in held:
            found[kind].add(digest)
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


def _look_through(known: _Held, own: Mapping[Path, str], pages: Iterable[Path]) -> _Held:
    """Give what pages hold; those that are known are not looked through again."""
    found: _Held = {}
    for page in pages:
        raw = own[page].encode() if page in own else page.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        if digest in known:
            found[digest] = known[digest]
        else:
            found[digest] = [[kind, _hash(text)] for kind, text in _written_in(raw.decode("utf-8"))]
    return found


def _written_in(page: str) -> Iterator[tuple[str, str]]:
    """Yield the scripts, the styles and the style attributes that stand in a page itself."""
    root = html.document_fromstring(page)
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
