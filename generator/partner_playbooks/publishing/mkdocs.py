"""MkDocs: the publisher that is used unless another is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from partner_playbooks.diagnostics import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def publish(staging: Path, site: Path, locks: Sequence[int] = ()) -> None:
    """Build the site of a staging folder with MkDocs, warnings being errors.

    Raises:
        UserError: MkDocs refused; its own words are in the message.
    """
    arguments = ["mkdocs", "build", "--strict", "--quiet", "-f", str(staging / "mkdocs.yml"), "-d", str(site)]
    run(arguments, staging, locks)


def run(arguments: Sequence[str], folder: Path, locks: Sequence[int]) -> None:
    """Run a publisher of this Python environment; `locks` are held until it has ended.

    Raises:
        UserError: it failed.
    """
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0"),
    }
    with subprocess.Popen(  # noqa: S603 - no shell, and nothing from content is on the command line
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=tuple(locks),
    ) as process:
        try:
            words, _ = process.communicate()
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        tail = "\n".join(words.strip().splitlines()[-12:])
        raise UserError(
            f"{arguments[0]} could not build the site:\n{tail}",
            "compare site_config.yml and theme/ with the shipped ones",
        )
