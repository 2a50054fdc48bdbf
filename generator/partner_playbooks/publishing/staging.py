"""Staging folders: all that a publisher needs, so that plain `mkdocs build -f` works on one too."""

from __future__ import annotations

import html
import json
import shutil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import yaml

from partner_playbooks.finding.index_file import write_index, write_texts
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.addresses import BOOKLET, FOLDERS, find_location
from partner_playbooks.pages.parts.written import locate_lines
from partner_playbooks.project.resources import find_shipped
from partner_playbooks.project.settings import list_framing_hosts, may_read_elsewhere, write_plugins
from partner_playbooks.publishing.publishers import WHOLE
from partner_playbooks.wording.locales import list_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition

EXTRAS = "extras.json"
"""What no publisher gives and `publishing` adds to the built site: redirects, booklets, sizes."""
WRITTEN = "written.json"
"""Stands beside the pages of the internal edition alone: the file and line that each page, and each part of it, is
written in. A file and no part of the pages, so that they stay as they are when a line moves."""
TEMPLATES, DOCUMENTS, RECORDS = "my-plans.js", "plan-files.js", "partner-records.js"
"""Holds what the plan builder makes plans of, and its words. A script, for a page from a disk may read nothing else."""
INDEX, INDEX_TEXTS = "search-index.js", "search-texts.js"
"""What search looks into, and what it shows of what it found."""
PLAIN = "plain"
"""Holds the pages as plain Markdown; no publisher would leave them as they are."""
_TEMPLATES = frozenset({".html", ".xml"})
_SITE_THEME = "site/"
_STEMMERS = "stemmers/"
_SEARCH_FRAME = ("open", "close", "label", "hint", "loading", "broken", "by_key")
"""Words of the search that stand on every page; the others are read with the index."""


def write_staging(folder: Path, edition: Edition, project: Project) -> None:
    """Write a staging folder: `docs/`, the site's theme, the configuration, and extras."""
    for page in edition.pages:
        target = folder / "docs" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, encoding="utf-8", newline="\n")
    for name, source in project.theme_files().items():
        if name.startswith(_SITE_THEME):
            target = folder / "theme" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            if target.suffix in _TEMPLATES and not source.is_relative_to(find_shipped()):
                (folder / WHOLE).touch()
    shutil.copyfile(project.config, folder / "site_config.yml")
    if may_read_elsewhere(project.config.read_bytes()):
        (folder / WHOLE).touch()
    plugins = write_plugins(project.config.read_bytes())
    (folder / "mkdocs.yml").write_text(_configuration(edition) + plugins, encoding="utf-8", newline="\n")
    hosts = list_framing_hosts(project.config.read_bytes())
    (folder / EXTRAS).write_text(_extras(edition, embedded=bool(hosts)), encoding="utf-8", newline="\n")
    plain = {} if edition.findable is None else edition.findable.plain
    beside = {f"{PLAIN}/{name}": text for name, text in plain.items()}
    for name, text in {
        **{f"docs/{name}": text for name, text in _list_data(edition, project).items()},
        **beside,
    }.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _list_data(edition: Edition, project: Project) -> dict[str, str]:
    """Give the data that the site's scripts and other programs read, by the names of the files that hold it."""
    found: dict[str, str] = {}
    if edition.templates is not None:
        found[TEMPLATES] = _templates(edition)
    if edition.documents is not None:
        found[DOCUMENTS] = _documents(edition)
    if edition.record_tables is not None:
        found[RECORDS] = _record_tables(edition)
    if edition.handbook.edition is Audience.INTERNAL:
        found[WRITTEN] = _written(edition.handbook)
    if edition.findable is not None:
        index = edition.findable.index
        found[INDEX] = write_index(index, _read_stemmers(project), _search_words(edition))
        found[INDEX_TEXTS] = write_texts(index)
        found |= edition.findable.files
    return found


def _read_stemmers(project: Project) -> dict[str, str]:
    files = {name: path for name, path in project.theme_files().items() if name.startswith(_STEMMERS)}
    return {name.removeprefix(_STEMMERS): path.read_text(encoding="utf-8") for name, path in files.items()}


def _configuration(edition: Edition) -> str:
    settings = {
        "INHERIT": "site_config.yml",
        "site_name": html.escape(edition.handbook.programme.name),
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": nest_pages([page for page in edition.pages if page.listed]),
        "not_in_nav": "".join(f"/{page.path}\n" for page in edition.pages if not page.listed),
        "theme": {"language": edition.handbook.programme.language},
        "extra": {"playbooks": _own_settings(edition)},
    }
    return yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=1000)


def _own_settings(edition: Edition) -> dict[str, object]:
    """Give what the site's templates read as `config.extra.playbooks`."""
    programme = edition.handbook.programme
    feedback = sorted(programme.feedback, key=lambda entry: entry.audience.value)
    own = [entry for entry in feedback if entry.audience is Audience.INTERNAL] or feedback
    return {
        "edition": edition.name,
        "feedback": own[0].url if own else "",
        "offline": edition.offline,
        "labels": dict(edition.messages["site"]),
        "checklists": _checklists(edition),
        "answers": dict(edition.messages["answers"]),
        "start": dict(edition.messages["start"]),
        "search": {name: edition.messages["search"][name] for name in _SEARCH_FRAME},
        "plans": {**_plan_words(edition), "statuses": dict(edition.messages["names"]["status"])},
        "booklet": next((find_location(page.path) for page in edition.pages if page.path == BOOKLET), ""),
        "language": programme.language,
        "content_language": programme.language_of_content,
        "words": _fixed_words(edition.messages) if programme.language != programme.language_of_content else [],
    }


def _checklists(edition: Edition) -> dict[str, object]:
    """Give what the pages' checklists need to remember and to filter: words, titles by id, and former addresses."""
    handbook = edition.handbook
    return {
        "site": f"{handbook.programme.name} ({edition.name})",
        "words": dict(edition.messages["ticks"]),
        "date_format": handbook.programme.date_format,
        "months": json.dumps(_list_months(handbook.programme.language), ensure_ascii=False),
        "sides": dict(edition.messages["names"]["side"]),
        "roles": {role.id: role.title for role in handbook.roles},
        "types": {type_.id: type_.title for type_ in handbook.partner_types},
        "tiers": {tier.id: tier.title for tier in handbook.tiers},
        "former": {
            find_location(page.path): list(map(find_location, page.former)) for page in edition.pages if page.former
        },
    }


def _fixed_words(catalogue: Mapping[str, Any]) -> list[str]:
    """Give the messages that are whole as they stand, by which templates tell headings from content."""
    values: list[Any] = list(catalogue.values())
    for value in values:  # grows while it is read
        values.extend(value.values() if isinstance(value, dict) else ())
    return sorted({value for value in values if isinstance(value, str) and "{" not in value})


def nest_pages(pages: Sequence[Page]) -> list[Any]:
    """Nest pages in their sections, in the order given; a section stands where its first page stands.

    Titles are escaped here, once: publishers print them as HTML, in pages and in search results.
    """
    root: list[Any] = []
    for page in pages:
        level = root
        for section in map(html.escape, page.nav):
            found = next((entry[section] for entry in level if isinstance(entry.get(section), list)), None)
            if found is None:
                found = []
                level.append({section: found})
            level = found
        level.append({html.escape(page.title): page.path})
    return root


def _extras(edition: Edition, *, embedded: bool) -> str:
    pages, programme, words = edition.pages, edition.handbook.programme, edition.messages["site"]
    extras = {
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
        **_plan_words(edition),
        **{name: edition.messages["names"][name] for name in ("side", "status", "recurrence")},
        "window": edition.messages["days"]["window"],
        "with": edition.messages["item"]["with"],
        "takes": edition.messages["item"]["duration"],
        "internal": edition.messages["download"]["internal"],
        "digest": edition.messages["digest"],
        "formats": {name: edition.messages["download"]["format"][name] for name in ("pdf", "docx", "xlsx")},
        "date_format": edition.handbook.programme.date_format,
        "months": _list_months(language),
    }
    data = {"templates": edition.templates, "words": words}
    return f"const MY_PLANS = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _list_months(language: str) -> list[list[str]]:
    """Give the months with their long and their short names, in which scripts write dates."""
    wide, short = list_months(language, "wide"), list_months(language, "abbreviated")
    return [list(names) for names in zip(wide, short, strict=True)]


def _documents(edition: Edition) -> str:
    """Give what the plan builder needs for files alone: it is loaded when the first one is asked for."""
    data = {"documents": edition.documents, "words": edition.messages["plan-files"]}
    return f"const PLAN_FILES = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _record_tables(edition: Edition) -> str:
    data = {"tables": edition.record_tables, "words": edition.messages["connect"]}
    return f"const PARTNER_RECORDS = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _search_words(edition: Edition) -> dict[str, Any]:
    left = {"pages", "stop_words", "summary", *_SEARCH_FRAME}
    return {name: words for name, words in edition.messages["search"].items() if name not in left}


def _plan_words(edition: Edition) -> dict[str, Any]:
    """Give the words of My plans; those on versions for the partner are the internal edition's alone."""
    words = dict(edition.messages["my-plans"])
    if edition.handbook.edition is Audience.PARTNER:
        del words["to_partner"]
    return words
