"""The site's own scripts: many files to read, and one to load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rjsmin
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JOINED = "assets/js/site.js"


class _Loader(yaml.SafeLoader):
    """Reads a publisher's configuration, whose tags only the publisher understands."""


_Loader.add_multi_constructor("", lambda *_: None)


def own_scripts(config: str, theme: Mapping[str, Path]) -> tuple[list[Any], dict[str, Path]]:
    """Tell which of the scripts that a configuration lists are the theme's own and are run when the page was read.

    Args:
        config: The text of `site_config.yml`.
        theme: Files of the site's theme by their path below it.

    Returns:
        The configuration's `extra_javascript` with one file in place of all those, and those in their order. Both are
        empty where there is nothing to join; what is wrong with a configuration, its publisher will say.
    """
    try:
        settings = yaml.load(config, _Loader)  # noqa: S506 - a safe loader that passes over what it does not know
        listed = list(settings["extra_javascript"])
    except (yaml.YAMLError, KeyError, TypeError):
        return [], {}
    paths = [entry["path"] for entry in listed if _is_deferred(entry) and entry["path"] in theme]
    if not paths:
        return [], {}
    others = [entry for entry in listed if not (_is_deferred(entry) and entry["path"] in paths)]
    return [{"path": JOINED, "defer": True}, *others], {path: theme[path] for path in paths}


def _is_deferred(entry: object) -> bool:
    return isinstance(entry, dict) and set(entry) == {"path", "defer"} and entry["defer"] is True


def joined(scripts: Mapping[str, Path]) -> str:
    """Give scripts as one, in a scope of its own and without comments."""
    body = "\n".join(path.read_text(encoding="utf-8") for path in scripts.values())
    return f'(() => {{\n"use strict";\n{rjsmin.jsmin(body)}\n}})();\n'
