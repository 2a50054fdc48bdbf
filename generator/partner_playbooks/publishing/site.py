"""From a project to its sites: check, generate, stage, publish, swap; or leave the old sites as they were."""

from __future__ import annotations

import re
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partner_playbooks.checks.examine import Examined, examine, text_of
from partner_playbooks.downloads import look
from partner_playbooks.downloads.builder_data import templates
from partner_playbooks.downloads.catalogue import check_catalogue
from partner_playbooks.downloads.offers import leave_out, offers
from partner_playbooks.downloads.typesetting import find_missing
from partner_playbooks.downloads.worklist import Maker
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.language.source import parse
from partner_playbooks.pages import render
from partner_playbooks.pages.theme import Theme
from partner_playbooks.plans.calendar import holiday_calendar
from partner_playbooks.project import resources
from partner_playbooks.project.folder import CONFIG, read_content
from partner_playbooks.project.locks import locked
from partner_playbooks.publishing.finishing import finish
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.publishing.offline import write_offline
from partner_playbooks.publishing.output import Output, report_failure, swap_together
from partner_playbooks.publishing.path_claims import refuse_double_claims
from partner_playbooks.publishing.policy import write_policy
from partner_playbooks.publishing.publishers import publish
from partner_playbooks.publishing.settings import check_settings
from partner_playbooks.publishing.staged_files import write_downloads
from partner_playbooks.publishing.staging import Edition, write_staging
from partner_playbooks.publishing.swapping import is_whole
from partner_playbooks.wording.messages import choose_messages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.downloads.look import Look
    from partner_playbooks.downloads.making import Failure
    from partner_playbooks.downloads.offers import Offer
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.programme import Programme
    from partner_playbooks.language.diagnostics import Diagnostic
    from partner_playbooks.project.folder import Project
    from partner_playbooks.publishing.publishers import Publisher


@dataclass(frozen=True, slots=True)
class Listener:
    """Whom to tell how a build goes."""

    step: Callable[[str], None]
    waiting: Callable[[], None]


def examine_project(project: Project, today: date) -> Examined:
    """Read and check a project's content, and what its pages and files are to be made with: words and settings."""
    files, unreadable = read_content(project)
    themed = project.theme_files()
    fonts = (*_font_folders(themed), *resources.script_fonts())
    undrawn = partial(find_missing, folders=fonts)
    examined = examine(files, today, unreadable, languages=_catalogues(themed), undrawn=undrawn)
    for found, texts in (
        _examine_catalogues(project, themed, examined.handbook.programme.language),
        _examine_settings(project, themed),
    ):
        examined = examined.with_findings(found, texts)
    return examined


def _examine_settings(project: Project, themed: Mapping[str, Path]) -> tuple[list[Diagnostic], dict[str, str]]:
    """Give what the site cannot work with in the project's own settings, and their text."""
    raw = project.config.read_bytes()
    if raw == (resources.shipped() / CONFIG).read_bytes():
        return [], {}
    assets = {name.removeprefix("site/") for name in themed if name.startswith("site/")}
    return check_settings(CONFIG, raw, assets, judge_settings), {CONFIG: text_of(raw)}


def _examine_catalogues(
    project: Project, themed: Mapping[str, Path], spoken: str
) -> tuple[list[Diagnostic], dict[str, str]]:
    """Give what is wrong with the project's own message catalogues, and the text of each of those."""
    found: list[Diagnostic] = []
    texts: dict[str, str] = {}
    shipped = resources.shipped() / "theme"
    english = (shipped / _catalogue_name("en")).read_bytes()
    for language, name in _catalogues(themed).items():
        if not themed[name].is_relative_to(shipped) or project.root == shipped.parent:
            raw = themed[name].read_bytes()
            faults = check_catalogue(f"theme/{name}", raw, english, used=language in {spoken, _ALWAYS_READ})
            found += faults
            if faults:
                texts[f"theme/{name}"] = text_of(raw)
    return found, texts


def read_theme(project: Project) -> Theme:
    """Read the page templates and the message catalogues.

    Raises:
        UserError: one of the project's own files is no text, or a catalogue no YAML.
    """
    files = project.theme_files()
    templates = {
        name.removeprefix("pages/"): _text(name, path) for name, path in files.items() if name.startswith("pages/")
    }
    read = {language: _catalogue(name, files[name]) for language, name in _catalogues(files).items()}
    messages = {language: catalogue for language, catalogue in read.items() if catalogue is not None}
    return Theme(templates, messages)


def _catalogues(files: Mapping[str, Path]) -> dict[str, str]:
    """Give the message catalogues among theme files: language → name below theme/."""
    found = (re.fullmatch(r"messages/([\w-]+)\.yml", name) for name in files)
    return {match[1]: match[0] for match in found if match}


def _catalogue_name(language: str) -> str:
    return f"messages/{language}.yml"


_ALWAYS_READ = "en"
"""The language that stands in where the theme has no words in another."""


def _catalogue(name: str, path: Path) -> dict[str, Any] | None:
    """Read a catalogue as content is read; give nothing for one that no page needs and that cannot be read.

    Raises:
        UserError: it is the one that stands in for all others.
    """
    document, found = parse(f"theme/{name}", path.read_bytes())
    if document is not None and isinstance(document.data, dict):
        return document.data
    if name != _catalogue_name(_ALWAYS_READ):
        return None  # `examine_project` has named it, and stops a build in its language
    place, why = (found[0].span, found[0].message) if found else (f"theme/{name}", "this holds no messages")
    raise UserError(f"{place}: {why}", "compare it with the shipped one")


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
    root = project.root / "theme" / look.FOLDER
    place = str(root if root.is_dir() else resources.shipped() / "theme" / look.FOLDER)
    messages = choose_messages(theme.messages, programme)
    found = look.Look.of(read, place, _font_folders(files), messages, resources.fingerprint())
    scripts = resources.script_fonts()
    return replace(found, script_fonts=tuple(scripts), script_version=", ".join(scripts.values()))


def _font_folders(files: Mapping[str, Path]) -> tuple[str, ...]:
    """Give the folders of the theme that hold fonts of PDF files."""
    return tuple(sorted({str(path.parent) for name, path in files.items() if name.startswith(f"{look.FOLDER}fonts/")}))


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
    if files is None:
        pages = render(projected, theme, past)
        return Edition(projected, pages, theme.messages[projected.programme.language])
    if audience is Audience.PARTNER:
        files.refuse(handbook.programme.words_that_must_not_leave)
    maker = Maker(projected, files.messages, holiday_calendar(projected.programme))
    theirs = None
    if audience is Audience.INTERNAL:
        theirs = Maker(handbook.project(Audience.PARTNER), files.messages, maker.calendar)

    def offering(offered: Sequence[Offer]) -> Edition:
        held = [offer.file for offer in offered]
        pages = render(projected, theme, past, tuple(held))
        refuse_double_claims(pages, offered)
        catalogue = theme.messages[projected.programme.language]
        made_of = templates(maker, held)
        if theirs is not None:  # the builder makes a version for the partner of each plan
            made_of["partner"] = templates(theirs, ())
        return Edition(projected, pages, catalogue, offered, files, made_of, offering=offering)

    return offering(tuple(offers(maker, files)))


def build(
    project: Project,
    editions: Sequence[tuple[Edition, Path]],
    publisher: Publisher,
    listener: Listener,
) -> list[Failure]:
    """Publish editions, each into its folder; all appear together, or none does.

    A file to download that cannot be made is left out, with the links to it; give what became of it.

    Raises:
        UserError: a folder is not ours, the publisher failed or the disk did; the old sites stand.
    """
    outputs = [Output(site.absolute(), edition.name) for edition, site in editions]
    failures: list[Failure] = []
    for output in outputs:
        output.refuse_if_foreign(project)
    with ExitStack() as stack:
        try:
            locks = stack.enter_context(locked((output.site.parent for output in outputs), listener.waiting))
            for output, (edition, _) in zip(outputs, editions, strict=True):
                stack.callback(output.clean)
                output.prepare()
                listener.step(f"{edition.name}: {len(edition.offers)} files")
                failures += stage_edition(output.staging, edition, project, output.site)
            listener.step(", ".join(f"{edition.name}: {len(edition.pages)} pages" for edition, _ in editions))
            publish(publisher, [output.staging for output in outputs], locks)
            for output, (edition, _) in zip(outputs, editions, strict=True):
                finish(output.staging)
                write_policy(output.fresh, internal=edition.handbook.edition is Audience.INTERNAL)
                if edition.offline:
                    write_offline(output.fresh / edition.offline)
                output.refuse_if_foreign(project)
                output.mark()
            swap_together(outputs)
        except OSError as error:
            raise report_failure(error, [output.plan_swap() for output in outputs]) from error
    return failures


def stage_edition(staging: Path, edition: Edition, project: Project, former: Path) -> tuple[Failure, ...]:
    """Write the pages and files of an edition into a staging folder; give what became of files that cannot be made.

    Args:
        staging: The staging folder.
        edition: What to write.
        project: Where its theme and configuration are.
        former: The site that stands now, if one does.
    """
    failures = write_downloads(staging, edition.offers, edition.look, former).failures
    if failures and edition.offering is not None:
        kept = tuple(leave_out(edition.offers, frozenset(failure.file for failure in failures)))
        edition = replace(edition.offering(kept), offline=edition.offline)
    write_staging(staging, edition, project)
    return failures


def recover(project: Project, sites: Mapping[Audience, Path], waiting: Callable[[], None]) -> None:
    """Put back the old sites that a killed build has left beside their places; `waiting` is called as in `locked`.

    Raises:
        UserError: one of them cannot be put back.
    """
    outputs = [Output(site.absolute(), audience.value) for audience, site in sites.items()]
    for output in outputs:
        if is_whole(output.old):
            output.refuse_if_foreign(project)
            try:
                with locked([output.site.parent], waiting):
                    output.recover()
            except OSError as error:
                raise report_failure(error, [output.plan_swap()]) from error
