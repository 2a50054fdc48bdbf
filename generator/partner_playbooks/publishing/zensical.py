"""Zensical: a second publisher, which builds the same staging folder."""

from __future__ import annotations

import importlib.util
import shutil
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError
from partner_playbooks.publishing.mkdocs import run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def publish(staging: Path, site: Path, locks: Sequence[int] = ()) -> None:
    """Build the site of a staging folder with Zensical.

    Raises:
        UserError: Zensical is not installed, or refused.
    """
    if importlib.util.find_spec("zensical") is None:
        raise UserError("Zensical is not installed", "install it with `pip install zensical==0.0.73`")
    run(["zensical", "build", "--clean", "-f", str(staging / "mkdocs.yml")], staging, locks)
    shutil.move(staging / "site", site)
