"""Parsed documents → Content: every entity validated on its own, every mistake kept with its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from partner_playbooks.handbook.model.base import Entity, Record
from partner_playbooks.handbook.model.examples import Ids, Known, list_ids
from partner_playbooks.handbook.model.field_problems import explain_problems, show_name
from partner_playbooks.handbook.model.kinds import KINDS, Kind
from partner_playbooks.handbook.model.programme import Programme
from partner_playbooks.handbook.model.walk import Leaf, walk_leaves, walk_records, walk_written_leaves
from partner_playbooks.language.diagnostics import Diagnostic, Span, suggest_nearest
from partner_playbooks.language.source import Data, Document, Path
from partner_playbooks.language.spelling import find_nearest

PROGRAMME = "programme.yml"
PROGRAMME_KIND = "programme"
T_ = TypeVar("T_")
ALL = "*"
"""Stands for every id of a kind."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Where the programme or an entity is written, and every value it holds; it may be at fault elsewhere."""

    kind: str
    document: Document
    path: Path
    leaves: tuple[Leaf, ...]
    """Every value it holds, read off once for all checks."""
    _known: dict[object, tuple[object, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def remember(self, name: object, find: Callable[[], T_], of: object = None) -> T_:
        """Give what is found in it, found once: it stays as it is as long as its file does.

        Args:
            name: Of what is found.
            find: Finds it.
            of: What it depends on besides; if that is another object, it is found anew.
        """
        if name not in self._known or self._known[name][0] is not of:
            self._known[name] = of, find()
        return cast("T_", self._known[name][1])

    def span(self, *path: str | int) -> Span:
        """Place of the value at `path` within the entity."""
        return self.document.value((*self.path, *path))

    def key(self, *path: str | int) -> Span:
        """Place of the name in front of the value at `path`."""
        return self.document.key((*self.path, *path))

    def find(self, path: Path, snippet: str) -> Span:
        """Place of `snippet` within the value at `path`."""
        return self.document.find((*self.path, *path), snippet)


@dataclass(frozen=True, slots=True)
class Placed(Holder):
    """The programme or an entity that could be read in full, with its place."""

    id: str
    record: Record
    records: tuple[tuple[Path, Record], ...]
    """It and every record below it, with the ways to them."""

    @property
    def name(self) -> str:
        """The id that the place demands: the file's name, where each has a file of its own."""
        return self.id if self.path or self.kind == PROGRAMME_KIND else PurePosixPath(self.document.file).stem


@dataclass(frozen=True, slots=True)
class Content:
    """All that could be read, and the ids of what could not, so that links to it are not reported too."""

    programme: Programme | None
    placed: tuple[Placed, ...]
    broken: frozenset[tuple[str, str]]
    """Kind and id of what could not be read; `ALL` where a whole listing or folder could not."""
    torn: tuple[Holder, ...] = ()
    """What could be read in part: of its values, those that are references and texts without fault."""

    @property
    def complete(self) -> bool:
        """Whether everything was read; only then can a check say that something is missing or unused."""
        return self.programme is not None and not self.broken

    def may_hold(self, kind: str, id_: str) -> bool:
        """Tell whether something that could not be read, or has another id than its file, was meant by this id."""
        owner = id_.partition(".")[0]
        if kind in {"item", "task"} and self.may_hold("stage", owner):
            return True
        if kind == "task" and (self.may_hold("plan", owner) or self.may_hold("item", id_)):
            return True
        misnamed = any(placed.kind == kind and placed.name == id_ != placed.id for placed in self.placed)
        return misnamed or bool({(kind, id_), (kind, ALL)} & self.broken)


Read = dict[Path, Placed]
"""What was read in full of a file, by where in it that is written."""


def validate_documents(
    documents: Iterable[Document], unreadable: Iterable[str] = (), known: dict[str, Read] | None = None
) -> tuple[Content, list[Diagnostic]]:
    """Validate documents against the model.

    Args:
        documents: What was parsed.
        unreadable: Content files that could not be parsed at all; their ids count as known.
        known: What was read in full of these very documents before, by their files; what is read now is put into it.
    """
    reading = _Reading([], [], [], set(), None, {} if known is None else known)
    documents = tuple(documents)
    reading.ids = list_ids(documents)
    for document in documents:
        reading.take(document)
    for file in unreadable:
        reading.broken.update(list_lost_ids(file))
    if reading.programme is None and (PROGRAMME_KIND, ALL) not in reading.broken:
        hint = "add it; `playbooks init` writes one to start from"
        reading.diagnostics.append(Diagnostic("PB007", f"there is no {PROGRAMME}", Span(f"content/{PROGRAMME}"), hint))
    found = Content(reading.programme, tuple(reading.placed), frozenset(reading.broken), tuple(reading.torn))
    return found, reading.diagnostics


@dataclass(slots=True)
class _Reading:
    placed: list[Placed]
    torn: list[Holder]
    diagnostics: list[Diagnostic]
    broken: set[tuple[str, str]]
    programme: Programme | None
    known: dict[str, Read]
    ids: Ids = field(default_factory=dict)

    def take(self, document: Document) -> None:
        if _place(document.file) == PROGRAMME:
            self._take_programme(document)
            return
        kind = find_kind_of_file(document.file)
        if kind is None:
            self.diagnostics.append(_misplaced(document))
            self.broken.update(list_lost_ids(document.file))
            stem = PurePosixPath(document.file).stem  # what it was meant to hold is known by its name
            self.broken.update((kind.name, stem) for kind in KINDS)
            return
        paths = _entity_paths(kind, document, self.diagnostics)
        if paths is None:
            self.broken.add((kind.name, ALL))
        for path in paths or ():
            self._take_entity(kind, document, path)

    def _read(self, kind: str, model: type[Record], document: Document, path: Path) -> Placed:
        """Give what is written at a place of a document, if it is without fault.

        Raises:
            ValidationError: it is not.
        """
        read = self.known.setdefault(document.file, {})
        if path not in read:
            record = model.model_validate(_at(document.data, path))
            id_ = record.id if isinstance(record, Entity) else kind
            held = tuple(walk_leaves(record)), id_, record, tuple(walk_records(record))
            read[path] = Placed(kind, document, path, *held)
        return read[path]

    def _take_programme(self, document: Document) -> None:
        try:
            placed = self._read(PROGRAMME_KIND, Programme, document, ())
            self.programme = cast("Programme", placed.record)
            self.placed.append(placed)
        except ValidationError as error:
            self.broken.add((PROGRAMME_KIND, ALL))
            held = tuple(walk_written_leaves(Programme, document.data))
            self.torn.append(Holder(PROGRAMME_KIND, document, (), held))
            self.diagnostics.extend(explain_problems(error, Programme, document, (), Known(self.ids)))

    def _take_entity(self, kind: Kind, document: Document, path: Path) -> None:
        try:
            self.placed.append(self._read(kind.name, kind.model, document, path))
        except ValidationError as error:
            data = _at(document.data, path)
            self.broken.update(_ids_in(kind, data, document))
            held = tuple(walk_written_leaves(kind.model, data))
            other = None if kind.listed else _meant_kind(kind, data)
            if other:
                self.broken.update(_ids_in(other, data, document))
                self.diagnostics.append(_in_wrong_folder(document, kind, other))
                return
            self.torn.append(Holder(kind.name, document, path, held))
            file = "" if kind.listed else PurePosixPath(document.file).stem
            self.diagnostics.extend(explain_problems(error, kind.model, document, path, Known(self.ids, file)))


def _place(file: str) -> str:
    return "/".join(PurePosixPath(file).parts[1:])


def find_kind_of_file(file: str) -> Kind | None:
    """Give the kind of what a content file holds, by its place; None for the programme, and where nothing is read."""
    folder, _, name = _place(file).partition("/")
    return next(
        (kind for kind in KINDS if kind.place == folder and kind.listed == (not name) and "/" not in name), None
    )


def list_lost_ids(file: str) -> Iterator[tuple[str, str]]:
    """Give what an unreadable file, or folder, would have held; a wrong ending hides nothing (`programme.yaml`)."""
    place = PurePosixPath(_place(file))
    first = PurePosixPath(place.parts[0]).stem if place.parts else ""
    if first in ("", PurePosixPath(PROGRAMME).stem):
        yield PROGRAMME_KIND, ALL
    for kind in KINDS:
        if first in ("", PurePosixPath(kind.place).stem):
            yield kind.name, place.stem if len(place.parts) > 1 and not kind.listed else ALL


def _misplaced(document: Document) -> Diagnostic:
    places = {PurePosixPath(place).stem: place for place in (PROGRAMME, *(kind.place for kind in KINDS))}
    parts = PurePosixPath(document.file).parts[1:]
    if any(kind.place == parts[0] for kind in KINDS):
        message, hint = (
            "content folders hold files, not further folders",
            f"move the file up into {parts[0]}/",
        )
    else:
        message = f"nothing is read from {parts[0]}"
        meant = find_nearest(PurePosixPath(parts[0]).stem, places, cutoff=0.75)
        hint = f'did you mean "{places[meant]}"?' if meant else f"content stands in {', '.join(places.values())}"
    return Diagnostic("PB006", message, Span(document.file), hint)


def _meant_kind(kind: Kind, data: Data) -> Kind | None:
    """Give the kind whose fields a file has, where they are not those of its folder: a file moved, or two swapped."""
    fields = set(data) if isinstance(data, dict) else set()
    if fields <= set(kind.model.model_fields):
        return None
    fitting = [each for each in KINDS if not each.listed and fields <= set(each.model.model_fields)]
    whole = [
        each
        for each in fitting
        if {name for name, info in each.model.model_fields.items() if info.is_required()} <= fields
    ]
    return whole[0] if len(whole) == 1 else None


def _in_wrong_folder(document: Document, kind: Kind, other: Kind) -> Diagnostic:
    message = f"the fields of this file are those of a {other.name}, and content/{kind.place}/ holds each {kind.name}"
    return Diagnostic("PB006", message, Span(document.file), f"move the file to content/{other.place}/")


def _entity_paths(kind: Kind, document: Document, diagnostics: list[Diagnostic]) -> tuple[Path, ...] | None:
    """Give the ways to the entities of a file; None for a listing that has no list."""
    if not kind.listed:
        return ((),)
    data = document.data
    listing = data.get(kind.list_key) if isinstance(data, dict) else None
    if isinstance(data, dict):
        for key in data:
            if key != kind.list_key:
                hint = suggest_nearest(key, [kind.list_key]) or f"the file holds one list, under `{kind.list_key}:`"
                diagnostics.append(Diagnostic("PB111", f"unknown field {show_name(key)}", document.key((key,)), hint))
    if not isinstance(listing, list):
        hint = f"start the file with `{kind.list_key}:`, and each {kind.name} in it with `- id:`"
        message = f"{kind.place} should hold a list named {kind.list_key}"
        diagnostics.append(Diagnostic("PB113", message, document.value((kind.list_key,)), hint))
        return None
    return tuple((kind.list_key, index) for index in range(len(listing)))


def _at(data: Data, path: Path) -> Data:
    for part in path:
        data = data[part]  # type: ignore[index]  # `path` was read off this very data
    return data


def _ids_in(kind: Kind, data: object, document: Document) -> Iterator[tuple[str, str]]:
    """Give the ids that a broken entity meant to define: its own, and those of its items."""
    fields = data if isinstance(data, dict) else {}
    own = fields.get("id")
    if isinstance(own, str):
        yield kind.name, own
    elif kind.listed:
        yield kind.name, ALL
    if not kind.listed:
        yield kind.name, PurePosixPath(document.file).stem
    items = fields.get("checklist")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield "item", item["id"]
