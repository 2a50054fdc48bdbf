"""From a project to its sites: check, generate, stage, publish, swap; or leave the old sites as they were."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from partner_playbooks import resources
from partner_playbooks.build import Examined, examine
from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads import look
from partner_playbooks.downloads.offers import offers
from partner_playbooks.downloads.templates import templates
from partner_playbooks.downloads.worklist import Maker
from partner_playbooks.model.base import Audience
from partner_playbooks.pages import render
from partner_playbooks.pages.parts.messages import messages_of
from partner_playbooks.pages.theme import Theme
from partner_playbooks.plans import holiday_calendar
from partner_playbooks.publishing.finishing import finish
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.publishing.offline import write_offline
from partner_playbooks.publishing.policy import write_policy
from partner_playbooks.publishing.publishers import publish
from partner_playbooks.publishing.settings import check_settings
from partner_playbooks.workspace.downloads import write_downloads
from partner_playbooks.workspace.output import Output, locked
from partner_playbooks.workspace.project import CONFIG, read_content
from partner_playbooks.workspace.staging import Edition, write_staging

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.handbook import Handbook
    from partner_playbooks.model.programme import Programme
    from partner_playbooks.publishing.publishers import Publisher
    from partner_playbooks.workspace.project import Project


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom to tell how a build goes."""

    step: Callable[[str], None]
    waiting: Callable[[], None]


def examine_project(project: Project, today: date) -> Examined:
    """Read and check a project's content, and its `site_config.yml` if that is not the shipped one."""
    files, unreadable = read_content(project)
    theme = project.theme_files()
    examined = examine(files, today, unreadable, languages=_catalogues(theme))
    raw = project.config.read_bytes()
    if raw == (resources.shipped() / CONFIG).read_bytes():
        return examined
    return examined.with_findings(check_settings(CONFIG, raw, _assets(theme), judge_settings), {CONFIG: raw})


def _assets(theme: Mapping[str, Path]) -> set[str]:
    return {name.removeprefix("site/") for name in theme if name.startswith("site/")}


def read_theme(project: Project) -> Theme:
    """Read the page templates and the message catalogues.

    Raises:
        UserError: one of the project's own files is no text, or a catalogue no YAML.
    """
    files = project.theme_files()
    templates = {
        name.removeprefix("pages/"): _text(name, path) for name, path in files.items() if name.startswith("pages/")
    }
    messages = {language: _catalogue(name, files[name]) for language, name in _catalogues(files).items()}
    return Theme(templates, messages)


def _catalogues(files: Mapping[str, Path]) -> dict[str, str]:
    """Give the message catalogues among theme files: language → name below theme/."""
    found = (re.fullmatch(r"messages/([\w-]+)\.yml", name) for name in files)
    return {match[1]: match[0] for match in found if match}


def _catalogue(name: str, path: Path) -> dict[str, Any]:
    try:
        catalogue = yaml.safe_load(_text(name, path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UserError(f"theme/{name}{line}: this is no YAML", "compare it with the shipped one") from None
    if not isinstance(catalogue, dict):
        raise UserError(f"theme/{name}: this holds no messages", "compare it with the shipped one")
    return catalogue


def _text(name: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserError(f"theme/{name}: this is no UTF-8 text", "save it as UTF-8, or move it out of theme/") from None


def read_look(project: Project, theme: Theme, programme: Programme) -> Look:
    """Read what files to download are made with.

    Raises:
        UserError: one of the theme's files is missing or cannot be understood.
    """
    files = project.theme_files()
    read = {name: path.read_bytes() for name, path in files.items() if name.startswith(look.FOLDER)}
    logo = look.logo_of(read)
    if logo in files:
        read[logo] = files[logo].read_bytes()
    fonts = {str(path.parent) for name, path in files.items() if name.startswith(f"{look.FOLDER}fonts/")}
    root = project.root / "theme" / look.FOLDER
    place = str(root if root.is_dir() else resources.shipped() / "theme" / look.FOLDER)
    return look.Look.of(read, place, tuple(sorted(fonts)), messages_of(theme, programme), resources.fingerprint())


def make_edition(
    handbook: Handbook,
    audience: Audience,
    theme: Theme,
    past: Chronicle | None = None,
    files: Look | None = None,
) -> Edition:
    """Render the pages of one edition from the handbook of its audience.

    With a past, they say what changed; with the look of files, there are files to download, and pages lead to them.
    """
    projected = handbook.project(audience)
    offered: tuple[Offer, ...] = ()
    made_of: dict[str, Any] | None = None
    if files is not None:
        if audience is Audience.PARTNER:
            files.refuse(handbook.programme.words_that_must_not_leave)
        maker = Maker(projected, files.messages, holiday_calendar(projected.programme))
        offered = tuple(offers(maker, files))
        made_of = templates(maker, [offer.file for offer in offered])
    pages = render(projected, theme, past, tuple(offer.file for offer in offered))
    return Edition(projected, pages, theme.messages[projected.programme.language], offered, files, made_of)


def build(
    project: Project,
    editions: Sequence[tuple[Edition, Path]],
    publisher: Publisher,
    listener: Listener,
) -> None:
    """Publish editions, each into its folder; all appear together, or none does.

    Raises:
        UserError: a folder is not ours, the publisher failed or the disk did; the old sites stand.
    """
    outputs = [Output(site.absolute(), edition.name) for edition, site in editions]
    for output in outputs:
        output.refuse_if_foreign(project)
    with ExitStack() as stack:
        try:
            locks = stack.enter_context(locked((output.site.parent for output in outputs), listener.waiting))
            for output, (edition, _) in zip(outputs, editions, strict=True):
                stack.callback(output.clean)
                output.prepare()
                write_staging(output.staging, edition, project)
                listener.step(f"{edition.name}: {len(edition.offers)} files")
                write_downloads(output.staging, edition.offers, edition.look, output.site)
            listener.step(", ".join(f"{edition.name}: {len(edition.pages)} pages" for edition, _ in editions))
            publish(publisher, [output.staging for output in outputs], locks)
            for output, (edition, _) in zip(outputs, editions, strict=True):
                finish(output.staging)
                write_policy(output.fresh, internal=edition.handbook.edition is Audience.INTERNAL)
                if edition.offline:
                    write_offline(output.fresh / edition.offline)
                output.refuse_if_foreign(project)
            with ExitStack() as swapped:
                for output in outputs:
                    output.swap()
                    swapped.callback(output.undo)
                swapped.pop_all()
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise UserError(f"{place}{error.strerror or error}", "the old site stands as it was") from error
