"""MkDocs, which makes no page twice and uses every processor.

    python -m partner_playbooks.publishing.mkdocs_build FOLDER PROCESSES build --strict -f …

It is MkDocs' own command. Only its two steps for a single page are replaced: a page that was made of the same inputs
before is taken from finished work, and what is left is shared among processes. Staged files are linked rather than
copied, and those of a search that the site has not are left out. Everything that a site has once
(copied files, the page for what is not found, the sitemap, the check of anchors) MkDocs does as ever, with all pages.

The inputs of a page are its Markdown and all that is the same for every page: settings, navigation, names of files,
templates, versions. Where a page may be made of anything else (a plugin, an extension or a template of the project's
own), MkDocs makes all of them, as ever.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import sys
import threading
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands import build as steps
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from partner_playbooks.project.finished_work import FinishedWork, make_key
from partner_playbooks.project.resources import fingerprint_publishing
from partner_playbooks.project.workers import end_with_parent, start_forked
from partner_playbooks.publishing.linked_files import link_file
from partner_playbooks.publishing.present_signs import read_present_signs
from partner_playbooks.publishing.publishers import MAKE_ALL_PAGES, SEARCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

_FEW = 24
"""So few pages are made sooner than they are shared."""
_ORDER = "&"
"""Stands in no id that we write, and in what follows `#` where a script of the site reads it."""
_OF_NO_PAGE = frozenset({".css", ".js", ".woff2"})
"""Endings of files of a theme that no shipped template takes into a page."""
_populate, _build, _navigate = steps._populate_page, steps._build_page, get_navigation  # noqa: SLF001 - see above
_copy = utils.copy_file
_OF_SEARCH = tuple(f"{name}/" for name in SEARCH)


class _Messages(logging.Handler):
    """Keeps what is said, for the pages that it is said of, and for the process that counts it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, record.getMessage()))


@dataclass(slots=True)
class PageMaker:
    """Makes the pages of one site, each by the cheapest way that there is."""

    finished: FinishedWork | None
    processes: int
    _config: MkDocsConfig = field(init=False)
    _files: Files = field(init=False)
    _nav: Navigation = field(init=False)
    _keys: dict[str, str] = field(init=False, default_factory=dict)
    """Path of a page's Markdown → the key of what is made of it."""
    _made: dict[str, bytes] = field(init=False, default_factory=dict)
    """Pages that were made before."""
    _others: list[tuple[Connection, Sequence[File]]] = field(init=False, default_factory=list)
    """Processes at work, and the pages that each one makes."""
    _away: frozenset[str] = frozenset()
    _told: _Messages = field(init=False, default_factory=_Messages)
    """What MkDocs has said in this process."""
    _blamed: set[str] = field(init=False, default_factory=set)
    """Pages of which it has said something: to be said whenever the site is built, they are made each time."""

    def attach(self) -> None:
        """Let MkDocs make pages this way, in this process."""
        steps.get_navigation = self.begin  # type: ignore[attr-defined]
        steps._populate_page = self.populate  # noqa: SLF001
        steps._build_page = self.build  # noqa: SLF001
        utils.copy_file = self.place
        logging.getLogger("mkdocs").addHandler(self._told)

    def begin(self, files: Files, config: MkDocsConfig) -> Navigation:
        """Find what was made before, and share the rest; pages are in the navigation then, and none is read."""
        self._config, self._files = config, files
        read_present_signs(config)
        self._nav = _navigate(files, config)
        for file in [file for file in files if file.src_uri.startswith(_OF_SEARCH)]:
            files.remove(file)
        if config.plugins or (_folder_of(config) / MAKE_ALL_PAGES).exists():
            self.finished = None
            return self._nav
        pages = list(files.documentation_pages())
        if self.finished is not None:
            same = _describe_site(config, files)
            for file in pages:
                self._keys[file.src_uri] = make_key(same, file.src_uri.encode(), file.content_bytes)
                made = self.finished.find(self._keys[file.src_uri])
                if made is not None:
                    self._made[file.src_uri] = made
        missing = [file for file in pages if file.src_uri not in self._made]
        count = min(self.processes, len(missing) // _FEW)
        if count > 1 and hasattr(os, "fork"):
            self._share([missing[at::count] for at in range(1, count)])
        return self._nav

    def _share(self, shares: Sequence[Sequence[File]]) -> None:
        for share in shares:
            mine, its = multiprocessing.Pipe(duplex=False)
            if start_forked(self._work, share, its) is not None:
                self._others.append((mine, share))
            its.close()
        self._away = frozenset(file.src_uri for _, share in self._others for file in share)

    def _work(self, share: Sequence[File], pipe: Connection) -> None:
        """Make a share of the pages in another process, and tell of each what the check of anchors needs."""
        threading.Thread(target=end_with_parent, daemon=True).start()
        self._away = frozenset()
        self._told.records.clear()
        pages = self._files.documentation_pages()
        env = self._config.theme.get_env()
        for file in pages:
            if file.page is None:
                Page(None, file, self._config)
        for file in share:
            self.populate(page_of(file), self._config, self._files)
        for file in share:
            self.build(page_of(file), self._config, pages, self._nav, env)
        pipe.send(([_describe_anchors(page_of(file)) for file in share], self._told.records))

    def populate(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as MkDocs calls it
        """Read a page and make its content, unless the whole page is there or another process makes it."""
        made = self._made.get(page.file.src_uri)
        if made is not None:
            _take_anchors(page, files, json.loads(made.partition(b"\n")[0]))
        elif page.file.src_uri not in self._away:
            with self._blame(page):
                _populate(page, config, files, dirty)
            _leave_out_orders(page)

    def build(self, page: Page, config: MkDocsConfig, doc_files: Sequence[File], *others: Any, **named: Any) -> None:  # noqa: ANN401 - as MkDocs calls it
        """Put a page into the site."""
        uri, target = page.file.src_uri, Path(page.file.abs_dest_path)
        made = self._made.get(uri)
        if made is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made.partition(b"\n")[2])
        elif uri not in self._away:
            with self._blame(page):
                _build(page, config, doc_files, *others, **named)
            if self.finished is not None and target.is_file() and uri not in self._blamed:
                anchors = json.dumps(_describe_anchors(page), separators=(",", ":")).encode()
                self.finished.keep(self._keys[uri], anchors + b"\n" + target.read_bytes())
        if self._others and page.file is doc_files[-1]:
            self._gather(doc_files, *others)

    @contextmanager
    def _blame(self, page: Page) -> Iterator[None]:
        """Note a page of which something is said within the block."""
        said = len(self._told.records)
        yield
        if len(self._told.records) > said:
            self._blamed.add(page.file.src_uri)

    def place(self, source_path: str, output_path: str) -> None:
        """Put a file into a folder of the site; what was staged for this site alone is linked."""
        if Path(source_path).is_relative_to(_folder_of(self._config)):
            link_file(source_path, output_path)
        else:
            _copy(source_path, output_path)

    def _gather(self, *context: Any) -> None:  # noqa: ANN401 - as MkDocs calls it
        """Wait for the other processes. Of one that failed, the share is done here, where MkDocs tells why it fails."""
        others, self._others, self._away = self._others, [], frozenset()
        for pipe, share in others:
            try:
                anchors, records = pipe.recv()
            except (EOFError, OSError):  # before its answer, or in the middle of it
                for file in share:
                    self.populate(page_of(file), self._config, self._files)
                for file in share:
                    self.build(page_of(file), self._config, *context)
                continue
            for file, known in zip(share, anchors, strict=True):
                _take_anchors(page_of(file), self._files, known)
            for name, level, message in records:
                logging.getLogger(name).log(level, message)


def page_of(file: File) -> Page:
    """Give the page of a file."""
    assert file.page is not None  # noqa: S101 - each has one once the navigation is made
    return file.page


def _leave_out_orders(page: Page) -> None:
    """Leave out of a page's links those that tell a script what to do: `#make-renewal&partner=…` is no place."""
    for links in (page.links_to_anchors or {}).values():
        for anchor in [anchor for anchor in links if _ORDER in anchor]:
            del links[anchor]


def _describe_anchors(page: Page) -> dict[str, Any]:
    """Give what a page has of anchors and links to anchors, as JSON can hold it."""
    links = {file.src_uri: dict(found) for file, found in (page.links_to_anchors or {}).items()}
    return {"ids": sorted(page.present_anchor_ids or ()), "links": links}


def _take_anchors(page: Page, files: Files, known: dict[str, Any]) -> None:
    page.present_anchor_ids = set(known["ids"])
    found = {files.get_file_from_path(uri): links for uri, links in known["links"].items()}
    page.links_to_anchors = {file: links for file, links in found.items() if file is not None}


def _folder_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent


def _describe_site(config: MkDocsConfig, files: Files) -> bytes:
    """Give a digest of all that every page of a site is made of, beside its own text."""
    with warnings.catch_warnings():  # MkDocs itself needs settings as they were read no more
        warnings.simplefilter("ignore", DeprecationWarning)
        settings = json.dumps([*config.user_configs], default=_name).encode()
    parts = [fingerprint_publishing().encode(), os.environ.get("SOURCE_DATE_EPOCH", "").encode(), settings]
    parts += sorted(f"{file.src_uri} {file.inclusion.name}".encode() for file in files)
    parts += [path.read_bytes() for path in sorted(_folder_of(config).glob("*.yml"))]
    own = Path(config.theme.custom_dir or "")
    for path in sorted(own.rglob("*")) if config.theme.custom_dir else ():
        if path.is_file() and path.suffix not in _OF_NO_PAGE:
            parts += [path.relative_to(own).as_posix().encode(), path.read_bytes()]
    return make_key(*parts).encode()


def _name(value: object) -> str:
    """Give what no JSON holds in a form that is the same in every process, or else in none."""
    named = getattr(value, "__qualname__", None) if callable(value) else None
    return repr(value) if named is None else f"{getattr(value, '__module__', '')}.{named}"


def main() -> None:
    """Run MkDocs; `-` for the folder of finished work is none."""
    folder, processes, *arguments = sys.argv[1:]
    PageMaker(None if folder == "-" else FinishedWork(Path(folder)), int(processes)).attach()
    sys.argv = ["mkdocs", *arguments]
    from mkdocs.__main__ import cli

    cli()


if __name__ == "__main__":
    main()
