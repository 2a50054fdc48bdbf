"""Where what is shipped beside the code stands: in the package in a wheel, above it in a checkout."""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGE = Path(__file__).resolve().parents[1]
_SHIPPED = _PACKAGE / "_shipped"
_LOCK = "requirements/run.txt"
_LOCK_OF_SCRIPTS = "requirements/scripts.txt"
_LOCK_OF_TRACKING = "requirements/tracking.txt"
_DIAGNOSTICS = "docs/diagnostics.md"
_TEXTS = (".py", ".yml", ".json")
"""Endings of the files of a package that say what it does."""
SHIPPED = ("content", "theme", "site_config.yml", _LOCK, _LOCK_OF_SCRIPTS, _LOCK_OF_TRACKING, _DIAGNOSTICS)
"""What a wheel holds in `_shipped/`, and a checkout at its top; pyproject.toml says the same."""


def find_shipped() -> Path:
    """Give the folder that holds the shipped `content/`, `theme/` and `site_config.yml`."""
    return _PACKAGE.parents[1] if is_checkout() else _SHIPPED


def is_checkout() -> bool:
    """Tell whether this is the repository itself, and no package that was installed from a wheel."""
    return not _SHIPPED.is_dir()


def find_lock() -> Path:
    """Give the file that names every package that this one needs, with its version and hashes."""
    return find_shipped() / _LOCK


def find_scripts_lock() -> Path:
    """Give the file that names the packages of the extra `scripts`, likewise."""
    return find_shipped() / _LOCK_OF_SCRIPTS


def find_tracking_lock() -> Path:
    """Give the file that names the packages of the extra `tracking`, likewise."""
    return find_shipped() / _LOCK_OF_TRACKING


def find_code_docs() -> Path:
    """Give the file that tells of every code of a finding."""
    return find_shipped() / _DIAGNOSTICS


def find_kit() -> Path:
    """Give the folder with what a repository of a handbook needs: pipelines, templates, a dev container."""
    return _PACKAGE / "kit"


def find_skeleton() -> Path:
    """Give the folder with the smallest content that builds, for `playbooks init --minimal`."""
    return _PACKAGE / "skeleton"


READING, PUBLISHING = ("language", "project"), ("language", "pages/parts", "project", "publishing")
"""The folders of our own text that content is parsed by, and that pages are made of Markdown by."""


@cache
def fingerprint_reading() -> str:
    """Tell this version of what parses content from any other: Python's, PyYAML's, and our own text."""
    return _fingerprint(f"{sys.version} {version('PyYAML')}", _list_texts(READING))


@cache
def fingerprint_publishing() -> str:
    """Tell what makes pages of Markdown from any other: Python, every installed package, and our own text."""
    return _fingerprint(_list_packages(), _list_texts(PUBLISHING))


@cache
def fingerprint_all() -> str:
    """Tell this version of all that a build runs from any other."""
    return _fingerprint(_list_packages(), _list_texts(("",)))


def _list_texts(folders: Iterable[str]) -> list[Path]:
    return sorted(path for folder in folders for end in _TEXTS for path in (_PACKAGE / folder).rglob(f"*{end}"))


@cache
def _list_packages() -> str:
    """Name all packages by the folders that tell of them, which hold their versions: reading those takes long."""
    found = set()
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            names = (path.name for path in Path(folder).iterdir())
            found |= {name for name in names if name.endswith((".dist-info", ".egg-info"))}
    return "\n".join([sys.version, *sorted(found)])


def _fingerprint(first: str, texts: Iterable[Path]) -> str:
    whole = hashlib.sha256(first.encode())
    for path in texts:
        whole.update(path.read_bytes())
    return whole.hexdigest()


_SCRIPTS = ("manimgx-fonts", "manimgx-fonts-cjk")
"""Packages of the extra `scripts`: Noto fonts under the SIL Open Font License, as files that Typst can load."""


def find_script_fonts() -> dict[str, str]:
    """Give the folders of the fonts for other scripts, as far as they are installed, each with its version."""
    found = {}
    for name in _SCRIPTS:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[str(package.locate_file(name.replace("-", "_")))] = f"{name} {package.version}"
    return found
