"""The table of settings that the site cannot work with: what is refused in a project's `site_config.yml`, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partner_playbooks.language.diagnostics import Severity

UNKNOWN = object()
"""A value that is known when the site is built: `!ENV NAME`."""
Place = tuple[str, ...]
Test = Callable[[Any], bool]
REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_NO_HOST = "a built site loads nothing from another host"
EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "partner_playbooks.publishing.checkboxes",
    "partner_playbooks.publishing.folding",
)
"""What the pages are written for."""


def name_setting(value: object) -> str:
    """Give the name of an entry of a list: itself, or the only key of its settings."""
    if isinstance(value, dict):
        return str(value.get("path") or next(iter(value), ""))
    return value if isinstance(value, str) else ""


_OWN = {"booklet", "edition", "embed", "feedback", "labels", "partner_site", "words"}


def is_any(_value: object) -> bool:
    """Tell that a setting is refused whatever it says."""
    return True


def is_unknown(value: object) -> bool:
    """Tell whether an entry below `extra.playbooks` is none of ours."""
    return name_setting(value) not in _OWN


def is_not(wanted: object) -> Test:
    """Give the test for every value but one."""
    return lambda value: value is not UNKNOWN and value != wanted


def is_remote(value: object) -> bool:
    """Tell whether a file, or the `path` of an entry, is another host's."""
    path = value.get("path") if isinstance(value, dict) else value
    return isinstance(path, str) and REMOTE.match(path) is not None


def starts_with(prefix: str) -> Test:
    """Give the test for a word, or for the name of an entry with settings of its own."""
    return lambda value: name_setting(value).removeprefix("material/").startswith(prefix)


def is_additional(value: object) -> bool:
    """Tell whether a Markdown extension is none that the pages are written for, nor refused anyhow."""
    return bool(name_setting(value)) and name_setting(value) not in {*EXTENSIONS, "pymdownx.snippets"}


def is_no_address(value: object) -> bool:
    """Tell whether a setting says something, and that is no address of a site."""
    return value not in (UNKNOWN, "", None) and not re.match(r"https?://[^/\s]+", str(value))


_ORIGIN = re.compile(
    r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?|http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?",
    re.IGNORECASE,
)
"""A host as a policy names it; without encryption, only one of this machine, to try it."""


def is_no_origin(value: object) -> bool:
    """Tell whether an entry names no single host: a path, a star, a word of policies."""
    return not (isinstance(value, str) and _ORIGIN.fullmatch(value))


def is_no_list(value: object) -> bool:
    """Tell whether a setting is neither empty nor a list."""
    return value is not None and not isinstance(value, list)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A setting that the site cannot work with."""

    place: Place
    """Keys that lead to it; `*` stands for each entry of a list."""
    test: Test
    reason: str
    hint: str
    severity: Severity = Severity.ERROR


REFUSED = (
    Refusal(("INHERIT",), is_any, "the site is built from this file alone", "copy what it inherits into this file"),
    Refusal(
        ("use_directory_urls",),
        is_not(wanted=True),
        "booklets, redirects and what readers saved count on addresses that end in /",
        "take the line out; `playbooks build --zip` makes a copy that is opened from a disk",
    ),
    Refusal(
        ("plugins", "*"),
        starts_with("offline"),
        "it names pages by their files, and booklets, redirects and saved ticks count on addresses that end in /",
        "take it out; `playbooks build --zip` makes a copy that works without a server",
    ),
    Refusal(
        ("plugins", "*"),
        starts_with("privacy"),
        "it asks other hosts while the site is built, and there is nothing of theirs in it to fetch",
        "take it out",
    ),
    Refusal(
        ("plugins", "*"), starts_with("social"), "it asks other hosts for fonts while the site is built", "take it out"
    ),
    Refusal(("plugins", "*"), starts_with("info"), "it makes a report of a fault in place of a site", "take it out"),
    Refusal(
        ("markdown_extensions", "*"),
        starts_with("pymdownx.snippets"),
        "words of the content could then name files of this machine to be shown",
        "take it out",
    ),
    Refusal(
        ("markdown_extensions", "*"),
        is_additional,
        "pages are escaped for the shipped extensions, and this one may take typed characters for marks",
        "take it out unless a template of yours needs it",
        Severity.WARNING,
    ),
    Refusal(
        ("theme", "features", "*"),
        starts_with("navigation.instant"),
        "a page's checklists and plans start when it is loaded, which instant navigation leaves out",
        "take it out",
    ),
    Refusal(("theme", "name"), is_not("material"), "the pages are made for the theme material", "name: material"),
    Refusal(
        ("theme", "custom_dir"),
        is_not("theme/site"),
        "the theme is put together from the shipped one and your theme/site",
        "custom_dir: theme/site, and put your files there",
    ),
    Refusal(
        ("theme", "font"),
        is_not(wanted=False),
        f"it would load fonts from another host, and {_NO_HOST}",
        "font: false; put fonts into theme/site/assets/fonts and name them in a style sheet",
    ),
    Refusal(("theme", "logo"), is_remote, _NO_HOST, "put the file into theme/site/assets/images"),
    Refusal(("theme", "favicon"), is_remote, _NO_HOST, "put the file into theme/site/assets/images"),
    Refusal(("extra_css", "*"), is_remote, _NO_HOST, "put the file into theme/site/assets/css"),
    Refusal(("extra_javascript", "*"), is_remote, _NO_HOST, "put the file into theme/site/assets/js"),
    Refusal(
        ("extra", "playbooks", "partner_site"),
        is_no_address,
        "links for partners lead there, and this is no address",
        "write all of it, such as https://partners.example.com/, or nothing",
    ),
    Refusal(
        ("extra", "playbooks", "embed"),
        is_no_list,
        "it lists the hosts that may show pages in a frame, and this is no list",
        "write `embed: [https://portal.example.com]`, or take it out: then no page can be framed",
    ),
    Refusal(
        ("extra", "playbooks", "embed", "*"),
        is_no_origin,
        "only a host that is named in full may show pages in a frame",
        "write it as https://portal.example.com, with https, without a path, a / at the end or a star",
    ),
    Refusal(("extra", "analytics"), is_any, _NO_HOST, "take it out; count visits in the server's own log"),
    Refusal(("hooks",), is_any, "the build runs no code of a project", "take it out; change theme/ instead"),
    Refusal(
        ("extra_templates",), is_any, "only pages are rendered", "put a finished file into theme/site: it is copied"
    ),
    Refusal(("exclude_docs",), is_any, "other pages lead to those left out", "take what is not wanted out of content/"),
    Refusal(("draft_docs",), is_any, "other pages lead to those left out", "take what is not wanted out of content/"),
    Refusal(("watch",), is_any, "the preview watches content/ and theme/ by itself", "take it out"),
    Refusal(
        ("extra", "playbooks", "*"),
        is_unknown,
        "the handbook has no such setting",
        f"it has {', '.join(sorted(_OWN))}; what is yours stands beside `playbooks:`, not below it",
    ),
    Refusal(
        ("repo_url",),
        is_any,
        "this changes nothing: the theme shows no repository",
        "take it out; `repository:` in content/programme.yml links each page to its source",
        Severity.WARNING,
    ),
    *(
        Refusal(
            (name,),
            is_any,
            "the theme links no page by it, and MkDocs would warn of it on each",
            "take it out; `repository:` in content/programme.yml links each page to its source",
        )
        for name in ("edit_uri", "edit_uri_template")
    ),
    Refusal(
        ("nav",),
        is_any,
        "this changes nothing: the navigation is made from content/",
        "take it out; `order:` and phases decide",
        Severity.WARNING,
    ),
)
"""All else that MkDocs and Material accept works, or changes nothing: names and folders are set by the build."""
