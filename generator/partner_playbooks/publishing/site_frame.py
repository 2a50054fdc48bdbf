"""What all pages of a site have in common: its theme, and the configuration that a publisher is given."""

from __future__ import annotations

import html
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import yaml

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.parts.addresses import BOOKLET, find_location
from partner_playbooks.pages.parts.download import FOLDER
from partner_playbooks.project.finished_work import make_key
from partner_playbooks.project.folder import CONFIG
from partner_playbooks.project.resources import find_shipped
from partner_playbooks.project.settings import may_read_elsewhere, refuse_unsound, write_plugins
from partner_playbooks.publishing.publishers import MAKE_ALL_PAGES
from partner_playbooks.wording.locales import list_months

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partner_playbooks.pages.artifact import Page
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.edition import Edition

SEARCH_FRAME = ("open", "close", "label", "hint", "loading", "broken", "by_key")
"""Words of the search that stand on every page; the others are read with the index."""
_TEMPLATES = frozenset({".html", ".xml"})
_SITE = "site/"


def describe_site_frame(edition: Edition, project: Project) -> str:
    """Give a key of it: while that is the same, a page is made of its own text alone."""
    names = [*(page.path for page in edition.pages), *(f"{FOLDER}/{offer.file.path}" for offer in edition.offers)]
    parts = [repr(_list_settings(edition)).encode(), project.config.read_bytes(), repr(names).encode()]
    for name, source in _list_theme(project):
        parts += [name.encode(), os.fsencode(source), source.read_bytes()]
    return make_key(*parts)


def write_site_frame(folder: Path, edition: Edition, project: Project) -> None:
    """Write theme and configuration into a staging folder.

    Raises:
        UserError: the configuration is not as it was checked, and holds what cannot be.
    """
    theme = _list_theme(project)
    for parent in {(folder / "theme" / name).parent for name, _ in theme}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, source in theme:
        target = folder / "theme" / name
        shutil.copyfile(source, target)
        if target.suffix in _TEMPLATES and not source.is_relative_to(find_shipped() / "theme"):
            (folder / MAKE_ALL_PAGES).touch()
    settings = project.config.read_bytes()
    refuse_unsound(CONFIG, settings, {name.removeprefix(_SITE) for name, _ in theme})
    (folder / CONFIG).write_bytes(settings)
    if may_read_elsewhere(settings):
        (folder / MAKE_ALL_PAGES).touch()
    (folder / "mkdocs.yml").write_text(_write_configuration(edition, settings), encoding="utf-8", newline="\n")


def reserve_pages(folder: Path, edition: Edition) -> None:
    """Put an empty file in the place of each page, so that links to it lead somewhere before it is written."""
    for page in edition.pages:
        target = folder / "docs" / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()


def _list_theme(project: Project) -> list[tuple[str, Path]]:
    return [(name, source) for name, source in project.theme_files().items() if name.startswith(_SITE)]


def _write_configuration(edition: Edition, settings: bytes) -> str:
    """Write the configuration that a publisher is given: what the edition says of itself, and the project's plugins."""
    written = yaml.dump(
        _list_settings(edition), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000
    )
    return written + write_plugins(settings)


def _list_settings(edition: Edition) -> dict[str, Any]:
    return {
        "INHERIT": CONFIG,
        "site_name": html.escape(edition.handbook.programme.name),
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": nest_pages([page for page in edition.pages if page.listed]),
        "not_in_nav": "".join(f"/{page.path}\n" for page in edition.pages if not page.listed),
        "theme": {"language": edition.handbook.programme.language},
        "extra": {"playbooks": _own_settings(edition)},
    }


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
        "search": {name: edition.messages["search"][name] for name in SEARCH_FRAME},
        "plans": {**list_plan_words(edition), "statuses": dict(edition.messages["names"]["status"])},
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
        "months": json.dumps(list_month_names(handbook.programme.language), ensure_ascii=False),
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


def list_plan_words(edition: Edition) -> dict[str, Any]:
    """Give the words of My plans; those on versions for the partner are the internal edition's alone."""
    words = dict(edition.messages["my-plans"])
    if edition.handbook.edition is Audience.PARTNER:
        del words["to_partner"]
    return words


def list_month_names(language: str) -> list[list[str]]:
    """Give the months with their long and their short names, in which scripts write dates."""
    wide, short = list_months(language, "wide"), list_months(language, "abbreviated")
    return [list(names) for names in zip(wide, short, strict=True)]
