"""MkDocs, which keeps all that the pages of a site have in common, and makes single ones as often as it is asked.

    python -m partner_playbooks.publishing.mkdocs_pages build -f …

It is MkDocs' own command, which never gets beyond the navigation. From there, each line of its input is an order:
`{"texts": {path of Markdown: its text}, "into": folder}`. Its output is a line when it is ready, with the folders of
the theme, and one per order that tells whether it was carried out.

A page comes out as in the whole site: every other page is there to be linked to, and stands in the navigation.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from mkdocs.commands import build as steps
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from partner_playbooks.publishing.mkdocs_build import page_of
from partner_playbooks.publishing.present_signs import read_present_signs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the pages of a site have in common."""

    files: Files
    config: MkDocsConfig
    nav: Navigation
    env: jinja2.Environment

    @classmethod
    def of(cls, files: Files, config: MkDocsConfig) -> _Frame:
        """Take it from MkDocs, where that makes its navigation."""
        read_present_signs(config)
        nav = get_navigation(files, config)
        for file in files.documentation_pages():
            if file.page is None:
                Page(None, file, config)
        return cls(files, config, nav, config.theme.get_env())

    def make(self, texts: Mapping[str, str], into: str) -> None:
        """Make the pages of some texts, given by the paths of their Markdown, into a folder."""
        pages = self.files.documentation_pages()
        wanted = [file for file in pages if file.src_uri in texts]
        for file in wanted:
            file.dest_dir = into
            vars(file).pop("abs_dest_path", None)  # it is remembered
            file.content_string = texts[file.src_uri]
            steps._populate_page(page_of(file), self.config, self.files)  # noqa: SLF001 - as in `mkdocs_build`
        for file in wanted:
            steps._build_page(page_of(file), self.config, pages, self.nav, self.env)  # noqa: SLF001

    def rehearse(self) -> None:
        """Make a page that nobody sees, in the folder of the frame: templates and extensions are ready then."""
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder, suppress(Exception):
            self.make({self.files.documentation_pages()[0].src_uri: ""}, folder)


def _take_orders(answers: TextIO, files: Files, config: MkDocsConfig) -> Navigation:
    """Carry out orders until nobody gives any more."""
    frame = _Frame.of(files, config)
    frame.rehearse()
    _answer(answers, config.theme.dirs)
    for line in sys.stdin:
        order = json.loads(line)
        _answer(answers, _carry_out(partial(frame.make, order["texts"], order["into"])))
    os._exit(0)


def _answer(answers: TextIO, told: object) -> None:
    answers.write(json.dumps(told) + "\n")
    answers.flush()


def _carry_out(make: Callable[[], None]) -> bool:
    """Tell whether it could be made; what it leaves in memory goes with its process, where there can be one."""
    pid = os.fork() if hasattr(os, "fork") else None
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    made = False
    with suppress(Exception):
        make()
        made = True
    if pid == 0:
        os._exit(0 if made else 1)
    return made


def main() -> None:
    """Run MkDocs up to its navigation; what it says of itself is nobody's answer."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    steps.get_navigation = partial(_take_orders, answers)  # type: ignore[attr-defined]
    from mkdocs.__main__ import cli

    cli()


if __name__ == "__main__":
    main()
