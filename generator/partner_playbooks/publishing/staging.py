"""Staging folders: all that a publisher needs, so that plain `mkdocs build -f` works on one too."""

from __future__ import annotations

import json
import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from partner_playbooks.finding.index_file import write_index, write_texts
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.addresses import FOLDERS, find_location
from partner_playbooks.pages.parts.written import locate_lines
from partner_playbooks.project.settings import list_framing_hosts
from partner_playbooks.publishing.site_frame import SEARCH_FRAME, list_month_names, list_plan_words, write_site_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition

EXTRAS = "extras.json"
"""What no publisher gives and `publishing` adds to the built site: redirects, booklets, sizes."""
BESIDE = "beside"
"""The folder of what goes into the built site as it is."""
WRITTEN = "written.json"
"""Stands beside the pages of the internal edition alone: the file and line that each page, and each part of it, is
written in. A file and no part of the pages, so that they stay as they are when a line moves."""
PLANS_SCRIPT, FILES_SCRIPT, RECORDS_SCRIPT = "my-plans.js", "plan-files.js", "partner-records.js"
"""What the plan builder makes plans of; what files of plans say besides; what tables of records hold. With words.

Scripts, for a page from a disk may read nothing else."""
INDEX, INDEX_TEXTS = "search-index.js", "search-texts.js"
"""What search looks into, and what it shows of what it found."""
PLAIN = "plain"
"""Holds the pages as plain Markdown; no publisher would leave them as they are."""
_DOCS = "docs"
_STEMMERS = "stemmers/"


def write_pages(folder: Path, edition: Edition, project: Project) -> None:
    """Write what a publisher makes pages of: Markdown, the site's theme, the configuration; and extras."""
    write_site_frame(folder, edition, project)
    hosts = list_framing_hosts(project.config.read_bytes())
    write_files(folder, {EXTRAS: _extras(edition, embedded=bool(hosts))})
    write_files(folder / _DOCS, {page.path: page.markdown for page in edition.pages})


def write_beside(folder: Path, edition: Edition, project: Project) -> None:
    """Write what stands beside the pages, for whoever runs a publisher by hand."""
    for name, texts in _list_beside(edition, project):
        write_files(folder / name, texts)


def stage_beside(staging: Path, edition: Edition, project: Project) -> None:
    """Write the same where `finishing` takes it into the site, which the publisher is to make first.

    No page is made of it, so this can be done while a publisher is at work. What an earlier call has written goes.
    """
    for _ in begin_beside(staging, edition, project):
        pass


def begin_beside(staging: Path, edition: Edition, project: Project) -> Iterator[int]:
    """Do as `stage_beside`, a part each time that one is asked for; yield how many files it had.

    In between, something else may be more urgent.
    """
    shutil.rmtree(staging / BESIDE, ignore_errors=True)
    for _, texts in _list_beside(edition, project):
        write_files(staging / BESIDE, texts)
        yield len(texts)


def write_files(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts below a folder, by their names."""
    for parent in {(folder / name).parent for name in texts}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _list_beside(edition: Edition, project: Project) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what stands in a site beside its pages, by name, with the folder that it is staged in; some at a time."""
    yield _DOCS, _list_scripts(edition)
    findable = edition.beside.findable
    if findable is not None:
        plain, lists = findable.write_plain()
        yield PLAIN, plain
        yield _DOCS, lists
        del plain, lists
        yield _DOCS, findable.write_data()
        index = findable.index()
        yield _DOCS, {INDEX: write_index(index, _read_stemmers(project), _search_words(edition))}
        yield _DOCS, {INDEX_TEXTS: write_texts(index)}


def _list_scripts(edition: Edition) -> dict[str, str]:
    """Give the data that the site's own scripts read, by the names of the files that hold it."""
    found: dict[str, str] = {}
    if edition.beside.templates is not None:
        found[PLANS_SCRIPT] = _templates(edition)
    if edition.beside.documents is not None:
        found[FILES_SCRIPT] = _documents(edition)
    if edition.beside.record_tables is not None:
        found[RECORDS_SCRIPT] = _record_tables(edition)
    if edition.handbook.edition is Audience.INTERNAL:
        found[WRITTEN] = _written(edition.handbook)
    return found


def _read_stemmers(project: Project) -> dict[str, str]:
    files = {name: path for name, path in project.theme_files().items() if name.startswith(_STEMMERS)}
    return {name.removeprefix(_STEMMERS): path.read_text(encoding="utf-8") for name, path in files.items()}


def _extras(edition: Edition, *, embedded: bool) -> str:
    pages, programme, words = edition.pages, edition.handbook.programme, edition.messages["site"]
    extras = {
        "edition": edition.name,
        "languages": list(dict.fromkeys([programme.language_of_content, programme.language])),
        "moved": {name: words[f"moved_{name}"] for name in ("title", "text")},
        "booklets": {page.path: page.chapters for page in pages if page.chapters},
        "files": bool(edition.offers),
        "size": edition.messages["download"]["size"],
        "embed": {
            "pages": _list_embedded(pages) if embedded else [],
            "mark": words["internal"] if edition.handbook.edition is Audience.INTERNAL else "",
            "open": words["embedded_open"],
            "links": words["embedded_links"],
        },
        "redirects": {former: page.path for page in pages for former in page.former},
    }
    return json.dumps(extras, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _list_embedded(pages: Sequence[Page]) -> list[str]:
    """Give the paths of pages that portals may show in a frame: those of stages and plans."""
    folders = {FOLDERS["stage"], FOLDERS["plan"]}
    paths = (PurePosixPath(page.path) for page in pages)
    return [str(path) for path in paths if str(path.parent) in folders and path.stem != "index"]


def _written(handbook: Handbook) -> str:
    """Give where everything is written, and the addresses that lead there; a script of the site reads it on demand."""
    repository = handbook.programme.repository
    found = {
        "view": repository and repository.view,
        "edit": repository and repository.edit,
        "pages": {find_location(path): places for path, places in locate_lines(handbook).items()},
    }
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _templates(edition: Edition) -> str:
    language = edition.handbook.programme.language
    words = {
        **list_plan_words(edition),
        **{name: edition.messages["names"][name] for name in ("side", "status", "recurrence")},
        "window": edition.messages["days"]["window"],
        "with": edition.messages["item"]["with"],
        "takes": edition.messages["item"]["duration"],
        "internal": edition.messages["download"]["internal"],
        "digest": edition.messages["digest"],
        "formats": {name: edition.messages["download"]["format"][name] for name in ("pdf", "docx", "xlsx")},
        "date_format": edition.handbook.programme.date_format,
        "months": list_month_names(language),
    }
    data = {"templates": edition.beside.templates, "words": words}
    return f"const MY_PLANS = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _documents(edition: Edition) -> str:
    """Give what the plan builder needs for files alone: it is loaded when the first one is asked for."""
    data = {"documents": edition.beside.documents, "words": edition.messages["plan-files"]}
    return f"const PLAN_FILES = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _record_tables(edition: Edition) -> str:
    data = {"tables": edition.beside.record_tables, "words": edition.messages["connect"]}
    return f"const PARTNER_RECORDS = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _search_words(edition: Edition) -> dict[str, Any]:
    left = {"pages", "stop_words", "summary", *SEARCH_FRAME}
    return {name: words for name, words in edition.messages["search"].items() if name not in left}
