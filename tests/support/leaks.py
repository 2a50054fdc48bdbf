"""What partners get of some content, and what is done to its internal side, of which partners must see nothing.

A change is made to the data of the files, as `parse_file` gives it, and found by walking the model: a new field or
kind takes part without a line here. Content need not stay complete under a change, only readable: what partners get
must not depend on its being so.
"""

import copy
import re
import string
import tempfile
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from pathlib import Path

import yaml
from running import ROOT

from partner_playbooks.downloads.form import build_form
from partner_playbooks.downloads.task_list_maker import TaskListMaker
from partner_playbooks.finding.findable import Findable
from partner_playbooks.handbook.linked import link_content
from partner_playbooks.handbook.model import content
from partner_playbooks.handbook.model.base import Audience, Entity, Entry
from partner_playbooks.handbook.model.field_types import Formula, Ref
from partner_playbooks.handbook.model.kinds import KINDS
from partner_playbooks.handbook.model.measure import Definition, Measure, RecordedExample
from partner_playbooks.handbook.model.metric import Metric, MetricInput, WorkedExample
from partner_playbooks.handbook.model.programme import PartnerField
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.model.walk import list_marks, walk_records
from partner_playbooks.handbook.references import follow_value_name
from partner_playbooks.language.source import Document, parse_file
from partner_playbooks.language.source.parsed_file import Lines, Place, Places
from partner_playbooks.language.text import RichText, fill_values
from partner_playbooks.pages import page_kinds
from partner_playbooks.plans.calendar import build_calendar
from partner_playbooks.plans.dated import Request, date_plan
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme
from partner_playbooks.publishing.edition import Beside, Edition
from partner_playbooks.publishing.staging import write_beside, write_pages
from partner_playbooks.wording.messages import choose_messages

PROJECT = Project(ROOT)
THEME = read_theme(PROJECT)
CALENDAR = build_calendar(range(5), "GB")
CANARY = "canary"
NOWHERE = Places.pack(None, {(): Place(0, 0, 0, 0)})
FIGURES = 900_000_000


def data_of(files):
    """Give what stands in each file: nested dicts and lists whose every scalar is text."""
    return {file: parse_file(file, raw)[0].data for file, raw in files.items()}


def read(files):
    """Validate the data of files and link it."""
    documents = [Document(file, "", files[file], Lines(file, ""), NOWHERE) for file in sorted(files)]
    found, problems = content.validate_documents(documents)
    assert not problems, [f"{problem.span.file}: {problem.message}" for problem in problems]
    return link_content(found)


# -- what partners get --------------------------------------------------------------------------------------------


def projected(handbook):
    """Give everything in the partners' handbook, in its order, as text."""
    partners = handbook.project(Audience.PARTNER)
    entities = {f"{kind}:{id_}": repr(each) for kind, all_ in partners.entities.items() for id_, each in all_.items()}
    items = {f"item:{id_}": repr(owned) for id_, owned in partners.items.items()}
    return {"programme": repr(partners.programme), "order": repr([*entities, *items]), **entities, **items}


def staged(handbook, render=page_kinds.render_pages):
    """Give every file of the partners' staging folder, from which their site is made, and all that downloads say.

    Every format is made of a list in words and the look of files, and of nothing else.
    """
    partners = handbook.project(Audience.PARTNER)
    pages = render(partners, THEME)
    words = THEME.messages[partners.programme.language]
    edition = Edition(partners, pages, words, describe=lambda: Beside(findable=Findable(partners, THEME, pages, pages)))
    with tempfile.TemporaryDirectory() as folder:
        write_pages(Path(folder), edition, PROJECT)
        write_beside(Path(folder), edition, PROJECT)
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
        }
    return files | {f"downloads/{name}": repr(words).encode() for name, words in downloaded(partners)}


def downloaded(edition):
    """Yield what there is to download of an edition, in words, by its path."""
    maker = TaskListMaker(edition, choose_messages(THEME.messages, edition.programme), CALENDAR)
    for document in edition.documents:
        yield f"documents/{document.id}", build_form(maker, document)
    for stage in edition.stages:
        yield f"stages/{stage.id}", maker.stage(stage)
    for plan in edition.plans:
        for type_ in (None, *(each.id for each in edition.partner_types)):
            made = date_plan(edition, Request(plan.id, None, partner_types=(type_,) if type_ else ()), CALENDAR)
            yield f"plans/{plan.id}-{type_}", maker.plan(made)


def differences(before, after):
    """Name what is not the same in two views."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def escaped(view):
    """Find canaries in file names and contents, with whatever parts the thousands of a figure."""
    pattern = re.compile(rf"{CANARY}\w*|\b{FIGURES // 10**6}(?:[^\w\n]?\d{{3}}){{2}}\b", re.IGNORECASE)
    texts = (f"{name}\n{raw.decode('utf-8', 'replace')}" for name, raw in view.items())
    return sorted({word for text in texts for word in pattern.findall(text)})


# -- changes ------------------------------------------------------------------------------------------------------


class Draft:
    """Content while it is changed."""

    def __init__(self, files, rng):
        self.files = copy.deepcopy(files)
        self.rng = rng
        self.count = 0

    def handbook(self):
        return read(self.files)

    def holder_of(self, placed, path):
        """Give the dict or list that holds the value at `path`, or None where it was left out."""
        data = self.files[placed.document.file]
        for part in (*placed.path, *path)[:-1]:
            data = data.get(part) if isinstance(data, dict) else data[part]
            if data is None:
                return None
        return data

    def is_written(self, placed, path):
        holder = self.holder_of(placed, path)
        return holder is not None and (isinstance(holder, list) or path[-1] in holder)

    def written(self, placed, path):
        return self.holder_of(placed, path)[path[-1]]

    def write(self, placed, path, value):
        self.holder_of(placed, path)[path[-1]] = value

    def word(self):
        self.count += 1
        return "".join(self.rng.choices(string.ascii_lowercase, k=8)) + str(self.count)

    def now_and_then(self):
        return self.rng.random() < 0.5

    def internal_leaves(self):
        """Yield every value that partners may not see, if it was written at all."""
        for placed in self.handbook().content.placed:
            for leaf in placed.leaves:
                if not leaf.visible and leaf.path[-1] != "audience" and self.is_written(placed, leaf.path):
                    yield placed, leaf

    def internal_lists(self):
        """Give lists with internal entries, inner ones first: the list, the kind it refers to, what is internal."""
        handbook = self.handbook()
        found = [*self._listings(handbook)]
        for placed in handbook.content.placed:
            visible = {leaf.path for leaf in placed.leaves if leaf.visible}
            for path, parts, ref in _tuples(placed.record):
                if self.is_written(placed, path):
                    flags = [_is_internal(handbook, ref, part, (*path, n), visible) for n, part in enumerate(parts)]
                    found.append((self.written(placed, path), ref.kind if ref else None, flags))
        return [each for each in reversed(found) if any(each[2])]

    def _listings(self, handbook):
        for kind in KINDS:
            placed = list(handbook.list_written(kind.name)) if kind.listed else []
            if placed:
                entries = self.files[placed[0].document.file][kind.list_key]
                yield entries, None, [one.record.audience is Audience.INTERNAL for one in placed]


def _tuples(whole):
    """Yield every list in a record: its path, its parts and, if they are ids of something else, their mark."""
    for path, record in walk_records(whole):
        for name, marks in list_marks(type(record)).items():
            parts = getattr(record, name)
            if isinstance(parts, tuple) and parts:
                ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
                yield (*path, name), parts, ref if isinstance(parts[0], str) else None


def _is_internal(handbook, ref, part, path, visible):
    if ref:
        return not _shows(handbook, ref.kind, part)
    hidden = isinstance(part, Entry) and part.audience is Audience.INTERNAL
    return hidden or (part != () and not any(place[: len(path)] == path for place in visible))


def _shows(handbook, kind, id_):
    return handbook.knows(kind, id_) and handbook.shows(kind, id_)


def new_values(draft):
    """Other texts, figures, dates and choices wherever partners see none."""
    for placed, leaf in list(draft.internal_leaves()):
        if leaf.ref is None and leaf.identifier is None and not _counts(leaf) and draft.now_and_then():
            value = _another(leaf, draft)
            if value is not None:
                draft.write(placed, leaf.path, value)


def _counts(leaf):
    """Tell whether a value says how records are counted, so that it must go on to make sense."""
    return isinstance(leaf.holder, Measure | RecordedExample | Definition) or leaf.path[-1] in {"rows", "means"}


def _another(leaf, draft):
    rng, value = draft.rng, leaf.value
    makers = {
        bool: lambda: str(not value).lower(),
        int | Fraction: lambda: str(rng.randrange(1, 1000)),
        date: lambda: str(date(2020, 1, 1) + timedelta(rng.randrange(9999))),
        Enum: lambda: rng.choice([choice.value for choice in type(value)]),
        Formula: lambda: f"2 * ({value.source})",
        RichText: lambda: " ".join(draft.word() for _ in range(rng.randrange(1, 5))),
        str: lambda: _text(leaf, draft.word()),
    }
    return next((maker() for type_, maker in makers.items() if isinstance(value, type_)), None)


def _text(leaf, word):
    """Give a text that its field takes; None for names in formulas and the values given for them."""
    if "given" in leaf.path or (isinstance(leaf.holder, MetricInput | PartnerField) and leaf.path[-1] == "name"):
        return None
    forms = {"http": f"https://{word}.example/", "@": f"@{word}"}
    return next((form for start, form in forms.items() if str(leaf.value).startswith(start)), word)


def new_ids(draft, name=None):
    """Another id for everything internal, and for every mention of it; files are renamed with it."""
    name = name or draft.word
    handbook = draft.handbook()
    ids = _ids(handbook, name)
    files = {}
    for placed in handbook.list_written():
        if not placed.path:
            files[placed.document.file] = ids.get((placed.kind, placed.id))
        for leaf in placed.leaves:
            names = leaf.ref or leaf.identifier or leaf.value_names or isinstance(leaf.value, RichText | Formula)
            if names and draft.is_written(placed, leaf.path):
                draft.write(placed, leaf.path, _renamed(placed, leaf, draft.written(placed, leaf.path), ids, name))
    draft.files = {_file(file, files.get(file)): data for file, data in draft.files.items()}


def _ids(handbook, name):
    """Choose a new id for every internal entity and checklist item."""
    ids = {
        (placed.kind, placed.id): name()
        for placed in handbook.list_written()
        if isinstance(placed.record, Entity) and placed.record.audience is Audience.INTERNAL
    }
    for id_, (stage, _) in handbook.items.items():
        if not handbook.shows("item", id_):
            ids["item", id_] = f"{ids.get(('stage', stage.id), stage.id)}.{name()}"
    own = [handbook.own_task(id_) for id_ in handbook.ids("task") if id_ not in handbook.items]
    for plan, _, task in own:
        if not handbook.shows("task", task.id):
            ids["item", task.id] = f"{ids.get(('plan', plan.id), plan.id)}.{name()}"
    return ids


def _file(file, new):
    return f"{file.rpartition('/')[0]}/{new}.yml" if new else file


def _renamed(placed, leaf, value, ids, name):
    def present(kind, id_):
        return ids.get(("item" if kind == "task" else kind, id_), id_)

    if isinstance(leaf.value, RichText | Formula) or leaf.value_names:
        return _renamed_within(leaf, value, present)
    if leaf.ref:
        return present(leaf.ref.kind, value)
    if leaf.visible:
        return value
    kind = "item" if leaf.identifier.dotted else placed.kind if isinstance(leaf.holder, Entity) else ""
    if leaf.path[-1] == "id" and (kind, value) in ids:
        return ids[kind, value]
    return f"{ids.get((placed.kind, placed.id), placed.id)}.{name()}" if leaf.identifier.dotted else name()


def _renamed_within(leaf, value, present):
    """Give a text or an expression with other ids in its links and in the names of values."""
    if isinstance(leaf.value, Formula):
        paths = re.compile(r"\b[a-z]+(?:\.[a-z0-9][a-z0-9_]*)+")
        value = paths.sub(lambda m: follow_value_name(m[0].replace("_", "-"), present).replace("-", "_"), value)
        if leaf.is_of_rows:
            names = re.compile(r"(?<![.\w\"])[a-z][a-z_]*(?![.\w\"])")
            value = names.sub(lambda m: present("definition", m[0].replace("_", "-")).replace("-", "_"), value)
        return value
    value = fill_values(value, lambda name: f"{{{follow_value_name(name, present)}}}") if leaf.value_names else value
    if isinstance(leaf.value, RichText):
        return re.sub(r"\]\(([a-z-]+):([a-z0-9.-]+)\)", lambda m: f"]({m[1]}:{present(m[1], m[2])})", value)
    return value


def new_order(draft):
    """Internal entries elsewhere in their lists; those that partners see keep their order."""
    for entries, _, flags in draft.internal_lists():
        shown = iter([entry for entry, internal in zip(entries, flags, strict=True) if not internal])
        hidden = [entry for entry, internal in zip(entries, flags, strict=True) if internal]
        draft.rng.shuffle(hidden)
        draft.rng.shuffle(flags)
        entries[:] = [hidden.pop() if internal else next(shown) for internal in flags]


def fewer_entries(draft):
    """Internal entries and entities taken out; of internal roles that partners read as a team, one stays."""
    handbook = draft.handbook()
    hidden_files = [
        placed.document.file
        for placed in handbook.content.placed
        if not placed.path and isinstance(placed.record, Entity) and placed.record.audience is Audience.INTERNAL
    ]
    for entries, kind, flags in draft.internal_lists():
        left = sum(flags)
        for index in reversed(range(len(flags))):
            if flags[index] and draft.now_and_then() and (kind != "role" or left > 1):
                del entries[index]
                left -= 1
    for file in hidden_files:
        if draft.now_and_then():
            del draft.files[file]


def more_entries(draft):
    """Internal entries and entities written once more, under other ids."""
    handbook = draft.handbook()
    for entries, _, flags in draft.internal_lists():
        internal = [entry for entry, is_internal in zip(entries, flags, strict=True) if is_internal]
        for original in [entry for entry in internal if draft.now_and_then()]:
            entry = copy.deepcopy(original)
            if isinstance(entry, dict) and "id" in entry:
                owner, dot, _ = entry["id"].rpartition(".")
                entry["id"] = f"{owner}{dot}{draft.word()}"
                entry.pop("aliases", None)
            entries.insert(draft.rng.randrange(len(entries) + 1), entry)
    for placed in handbook.content.placed:
        if not placed.path and isinstance(placed.record, Entity) and placed.record.audience is Audience.INTERNAL:
            added = copy.deepcopy(draft.files[placed.document.file])
            added["id"] = draft.word()
            if isinstance(placed.record, Stage):
                added["checklist"] = []
            draft.files[_file(placed.document.file, added["id"])] = added


def other_targets(draft):
    """References to something internal lead to something else that is internal: another owner, say."""
    handbook = draft.handbook()
    hidden = {
        kind: [id_ for id_ in handbook.ids(kind) if not handbook.shows(kind, id_)]
        for kind in (*(kind.name for kind in KINDS), "item", "task")
    }
    for placed in handbook.content.placed:
        for leaf in placed.leaves:
            if leaf.ref and leaf.value in hidden[leaf.ref.kind] and draft.now_and_then():
                draft.write(placed, leaf.path, draft.rng.choice(hidden[leaf.ref.kind]))


CHANGES = (new_values, new_ids, new_order, fewer_entries, more_entries, other_targets)


def changed(files, changes, rng):
    """Give the data of files after some changes to what is internal."""
    draft = Draft(files, rng)
    for change in changes:
        change(draft)
    return draft.files


# -- canaries -----------------------------------------------------------------------------------------------------


def with_canaries(files, rng):
    """Give files with a canary in every internal text, figure, id and file name, and in a comment after every line."""
    draft = Draft(files, rng)
    count = iter(range(10**6))
    new_ids(draft, lambda: f"{CANARY}{next(count)}")
    for placed in draft.handbook().content.placed:
        if isinstance(placed.record, Metric) and placed.record.audience is Audience.INTERNAL:
            _rename_inputs(draft.files[placed.document.file], count)
    _rename_fields(draft.files, count)
    for placed, leaf in list(draft.internal_leaves()):
        value = _canary(leaf, next(count))
        if value is not None:
            draft.write(placed, leaf.path, value)
    return {file: _with_comments(data, count) for file, data in draft.files.items()}


def _rename_inputs(metric, count):
    names = {given["name"]: f"{CANARY}{next(count)}" for given in metric["inputs"]}
    metric["formula"] = re.sub(r"[a-z_][a-z0-9_]*", lambda match: names.get(match[0], match[0]), metric["formula"])
    metric["inputs"] = [{**given, "name": names[given["name"]]} for given in metric["inputs"]]
    metric["example"]["given"] = {names[name]: value for name, value in metric["example"]["given"].items()}
    for given in metric["inputs"]:
        if "like" in given.get("measure", {}):
            given["measure"]["like"] = names[given["measure"]["like"]]
    for example in metric.get("recorded", []):
        example["gives"] = {names[name]: value for name, value in example["gives"].items()}


def _rename_fields(files, count):
    fields = files["content/programme.yml"].get("partner_fields", [])
    hidden = [field for field in fields if field.get("audience") != "partner"]
    names = {field["name"]: f"{CANARY}{next(count)}" for field in hidden}
    for field in hidden:
        field["name"] = names[field["name"]]
    for automation in (data for file, data in files.items() if file.startswith("content/automations/")):
        condition = automation["condition"]
        automation["condition"] = re.sub(r"[a-z_][a-z0-9_]*", lambda match: names.get(match[0], match[0]), condition)
        for example in automation.get("examples", []):
            example["given"] = {names.get(name, name): value for name, value in example["given"].items()}


def _canary(leaf, number):
    """Give a canary for a text or a figure; None where only a choice, an id or what must compute can stand."""
    if leaf.ref or leaf.identifier or isinstance(leaf.value, bool | Enum) or computes(leaf):
        return None
    if isinstance(leaf.value, int | Fraction):
        return str(FIGURES + number)
    return _text(leaf, f"{CANARY}{number}") if isinstance(leaf.value, str | RichText) else None


def computes(leaf):
    """Tell whether a value must compute, so that no other can stand in its place."""
    if isinstance(leaf.holder, Measure | RecordedExample):
        return leaf.path[-1] != "untold"
    if isinstance(leaf.holder, Definition | PartnerField):
        return leaf.path[-1] in {"rows", "means"}
    return isinstance(leaf.holder, WorkedExample) and leaf.path[-1] != "story"


def _with_comments(data, count):
    text = yaml.safe_dump(data, default_style='"', width=10**9, allow_unicode=True, sort_keys=False)
    return "".join(f"{line}\n# {CANARY}{next(count)}\n" for line in text.splitlines()).encode()
