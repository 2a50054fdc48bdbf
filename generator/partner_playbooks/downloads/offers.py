"""What an edition offers to download: each file with a way to make it, and a key that changes when it would."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING

from partner_playbooks.downloads.archive import pack_archive
from partner_playbooks.downloads.form import Form, build_form
from partner_playbooks.downloads.formats import FORMS, LISTS
from partner_playbooks.downloads.known_lists import KnownLists, list_parts
from partner_playbooks.downloads.task_list import TaskList
from partner_playbooks.downloads.typesetting import choose_font_folders
from partner_playbooks.pages.parts.download import File
from partner_playbooks.plans.dated import Request, date_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list_maker import TaskListMaker
    from partner_playbooks.handbook.model.document import Document
    from partner_playbooks.handbook.model.plan import Plan
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.plans.dated import DatedPlan

PACK = "zip"
_FILLED_IN = "docx"
"""The format of documents that a pack holds."""
_INTERNAL = "-internal"


@dataclass(frozen=True)
class Offer:
    """A file that can be made."""

    file: File
    make_key: Callable[[], str]
    content: TaskList | Form | Mapping[str, str]
    """What it shows; for a pack, the paths of the files it holds, by their names in it."""

    @cached_property
    def key(self) -> str:
        """Another one wherever its bytes may be others; empty where it has to be made in any case."""
        return self.make_key()

    @property
    def place(self) -> str:
        """Give the content file that it shows."""
        return f"content/{self.file.kind}s/{self.file.id}.yml"

    def make(self, style: DownloadStyle, held: Callable[[str], bytes]) -> bytes:
        """Give its bytes.

        Args:
            style: What it is made with.
            held: Gives the bytes of a file that was offered before it, by its path.

        Raises:
            UserError: the theme is at fault.
        """
        match self.content:
            case TaskList():
                return LISTS[self.file.format](self.content, style)
            case Form():
                return FORMS[self.file.format](self.content, style)
            case _:
                return pack_archive({name: held(path) for name, path in self.content.items()})


def list_offers(maker: TaskListMaker, style: DownloadStyle, known: KnownLists | None = None) -> Iterator[Offer]:
    """Yield the files of an edition: documents, checklists of stages, and plans, for each partner type that differs.

    What is `known` is not put into words again.
    """
    known = KnownLists() if known is None else known
    known.begin(maker, style)
    documents: dict[str, tuple[Offer, ...]] = {}
    for document in maker.handbook.documents:
        make_forms = partial(_make_forms, maker, document, style)
        documents[document.id] = known.recall("document", document.id, document, make_forms)
        yield from documents[document.id]
    for stage in maker.handbook.stages:
        if stage.checklist:
            yield from known.recall("stage", stage.id, stage, partial(_make_checklist, maker, stage, style))
    for plan in maker.handbook.plans:
        make_variants = partial(_make_variants, maker, plan, style)
        for needed, made in known.recall("plan", plan.id, list_parts(maker, plan), make_variants):
            yield from made
            forms = (offer for id_ in needed for offer in documents.get(id_, ()))
            yield _pack(made, [form for form in forms if form.file.format == _FILLED_IN])


def leave_out(offers: Iterable[Offer], paths: frozenset[str]) -> Iterator[Offer]:
    """Yield offers without those of some paths; a pack holds the rest of its files, and is made anew the next time."""
    for offer in offers:
        if offer.file.path in paths:
            continue
        if isinstance(offer.content, Mapping) and not paths.isdisjoint(offer.content.values()):
            kept = {name: path for name, path in offer.content.items() if path not in paths}
            yield replace(offer, make_key=str, content=kept)
        else:
            yield offer


def _variants(maker: TaskListMaker, plan: Plan) -> Iterator[tuple[str | None, TaskList]]:
    """Yield the plan for any partner type, and for each one for which it says something else."""
    known: list[tuple[DatedPlan, TaskList]] = []

    def of(*types: str) -> TaskList:
        dated = date_plan(maker.handbook, Request(plan.id, None, partner_types=types), maker.calendar)
        same = next((made for other, made in known if other.milestones == dated.milestones), None)
        if same is not None:  # the same tasks and tests as for another type: said in the same words
            return replace(same, made_for=maker.name_types(dated.request))
        known.append((dated, maker.plan(dated)))
        return known[-1][1]

    general = of()
    unlimited = _without_limits(general)
    yield None, general
    for type_ in maker.handbook.partner_types:
        special = of(type_.id)
        if replace(special, made_for=()) != unlimited:
            yield type_.id, special


def _without_limits(task_list: TaskList) -> TaskList:
    """Give a plan for any partner type as it reads for one that all of it is for."""
    groups = (
        replace(
            group,
            tasks=tuple(replace(task, partner_types=()) for task in group.tasks),
            tests=tuple(replace(test, partner_types=()) for test in group.tests),
        )
        for group in task_list.groups
    )
    return replace(task_list, groups=tuple(groups))


def _make_variants(
    maker: TaskListMaker, plan: Plan, style: DownloadStyle
) -> list[tuple[tuple[str, ...], tuple[Offer, ...]]]:
    """Give the ids of the documents that each variant of a plan needs, and its files."""
    return [
        (task_list.documents, tuple(_lists(task_list, style, "plan", plan.id, type_)))
        for type_, task_list in _variants(maker, plan)
    ]


def _make_checklist(maker: TaskListMaker, stage: Stage, style: DownloadStyle) -> tuple[Offer, ...]:
    return tuple(_lists(maker.stage(stage), style, "stage", stage.id))


def _make_forms(maker: TaskListMaker, document: Document, style: DownloadStyle) -> tuple[Offer, ...]:
    return tuple(_forms(build_form(maker, document), style))


def _lists(task_list: TaskList, style: DownloadStyle, kind: str, id_: str, type_: str | None = None) -> Iterator[Offer]:
    describe = cache(partial(_describe, task_list, style))
    for ending in LISTS:
        file = File(_path(kind, id_, type_, ending, internal=task_list.frame.internal), kind, id_, type_, ending)
        yield Offer(file, partial(_key, ending, describe, style), task_list)


def _forms(form: Form, style: DownloadStyle) -> Iterator[Offer]:
    describe = cache(partial(_describe, form, style))
    for ending in FORMS:
        path = _path("document", form.id, None, ending, internal=form.frame.internal)
        yield Offer(File(path, "document", form.id, None, ending), partial(_key, ending, describe, style), form)


def _pack(made: tuple[Offer, ...], needed: list[Offer]) -> Offer:
    """Give a plan in all formats and the documents that its tasks need, in one file."""
    first = made[0].file
    members: Mapping[str, str] = {
        _name(offer.file.path) if offer.file.kind == "plan" else f"documents/{_name(offer.file.path)}": offer.file.path
        for offer in (*made, *needed)
    }

    def make_key() -> str:
        keys = "\n".join([*members, *(offer.key for offer in (*made, *needed))])
        return hashlib.sha256(keys.encode()).hexdigest()

    path = f"{first.path.rpartition('.')[0]}.{PACK}"
    file = replace(first, path=path, format=PACK)
    return Offer(file, make_key, members)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _path(kind: str, id_: str, type_: str | None, ending: str, *, internal: bool) -> str:
    name = id_ if type_ is None else f"{id_}_for_{type_}"  # no id holds an underscore, so no two names are the same
    return f"{kind}s/{name}{_INTERNAL if internal else ''}.{ending}"


def _key(ending: str, describe: Callable[[], tuple[str, str]], style: DownloadStyle) -> str:
    digest, fonts = describe()
    return hashlib.sha256(
        f"{ending}\0{style.digest}\0{fonts if ending == 'pdf' else ''}\0{digest}".encode()
    ).hexdigest()


def _describe(content: TaskList | Form, style: DownloadStyle) -> tuple[str, str]:
    """Give a digest of a content, and the version of the fonts that it needs besides those that are always there."""
    text = repr(content)
    fonts = style.script_version if choose_font_folders(text, style) != style.fonts else ""
    return hashlib.sha256(text.encode()).hexdigest(), fonts
