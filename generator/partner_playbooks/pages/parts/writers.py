"""Writers: of an edition, while its pages are made; and of each page, for which everything looks as from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.text import Link as RichLink
from partner_playbooks.language.text import Paragraph, Reference, RichText, Text, to_markdown, to_plain
from partner_playbooks.pages.artifact import Page
from partner_playbooks.wording.dates import format_date
from partner_playbooks.wording.markdown import Markdown, Words
from partner_playbooks.wording.messages import choose_messages
from partner_playbooks.wording.values import ValueWriter

from .abbreviations import Abbreviations
from .addresses import FOLDERS, Address, find_address, find_page_path, link_between
from .download import group_files
from .links import Chip, Link
from .order import Order
from .templates import Templates
from .uses import Uses, gather_uses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from _typeshed import DataclassInstance

    from partner_playbooks.changes import Chronicle
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.base import Entity, Review
    from partner_playbooks.handbook.model.role import Role
    from partner_playbooks.handbook.model.stage import Stage
    from partner_playbooks.pages.theme import Theme
    from partner_playbooks.tracking.snapshot_facts import PartnerFacts, Tracked
    from partner_playbooks.wording.messages import Messages

    from .download import File


@dataclass(frozen=True, slots=True)
class PageHead:
    """All of a page but its text."""

    path: str
    title: str
    nav: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """What else it is found by, besides what it says."""
    listed: bool = True
    """Whether it stands in the navigation."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """When something was read with care, and is to be again."""

    text: str
    due: str
    """Year-month-day, for the site's script: whether it is overdue depends on the day of reading."""


@dataclass(frozen=True, slots=True)
class Known:
    """What pages may know besides the handbook."""

    past: Chronicle | None = None
    """What changed, day by day."""
    tracked: Tracked | None = None
    """What records say of partners."""


@dataclass(frozen=True, slots=True)
class PartnerRecords:
    """What pages know of partners."""

    tracked: Tracked | None
    """The snapshot; None where there is none yet, and pages say how to begin."""
    by_id: Mapping[str, PartnerFacts]
    """The partners in it that are in a stage."""
    shows_owners: bool = False
    """Whether it says who looks after a partner."""

    @classmethod
    def of(cls, tracked: Tracked | None) -> PartnerRecords:
        """Take them from a snapshot."""
        by_id = {} if tracked is None else {each.id: each for each in tracked.partners}
        return cls(tracked, by_id, any(each.owner for each in by_id.values()))


@dataclass(frozen=True)
class EditionWriter:
    """What every page kind works with."""

    handbook: Handbook
    messages: Messages
    templates: Templates
    orders: tuple[Order, ...]
    """The order of stages in each lifecycle, the primary one first."""
    abbreviations: Abbreviations
    past: Chronicle | None
    """What changed, day by day; None where pages do not speak of it."""
    files: tuple[File, ...]
    """What there is to download; nothing where pages do not lead to files."""
    records: PartnerRecords | None
    """What is known of partners; None where pages do not speak of them, as for partners themselves."""
    values: ValueWriter
    """What stands among words of content, in their language: values by name, and the words of expressions."""
    told: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    """What was put into words for a page, and stands on others too, by what it tells of."""

    @classmethod
    def of(
        cls,
        handbook: Handbook,
        theme: Theme,
        past: Chronicle | None = None,
        files: tuple[File, ...] = (),
        records: PartnerRecords | None = None,
    ) -> EditionWriter:
        """Prepare a handbook for its pages."""
        programme = handbook.programme
        messages = choose_messages(theme.messages, programme).speak_to(handbook.edition)
        templates = Templates(theme.templates, messages, theme.charts)
        orders, abbreviations = _orders(handbook), Abbreviations.of(handbook)
        values = ValueWriter(handbook, messages.within_content)
        return cls(handbook, messages, templates, orders, abbreviations, past, files, records, values)

    @cached_property
    def files_of(self) -> Mapping[tuple[str, str, str | None], Mapping[str, File]]:
        """The files that show something, by its kind, its id and the partner type that they are made for."""
        return group_files(self.files)

    @cached_property
    def uses(self) -> Uses:
        """Who names what."""
        return gather_uses(self.handbook)

    @property
    def tracked(self) -> Tracked | None:
        """The snapshot that pages show; None where there is none."""
        return None if self.records is None else self.records.tracked

    @property
    def makes_plans(self) -> bool:
        """Whether there is the page on which plans are made."""
        return bool(self.files and self.handbook.plans)

    @property
    def order(self) -> Order:
        """The order of stages in the primary lifecycle."""
        return self.orders[0]

    def order_of(self, stage: str) -> Order:
        """Give the order that a stage stands in: the primary one if it does, else the first other."""
        return next((order for order in self.orders if stage in order.positions), self.order)

    @property
    def unplaced(self) -> tuple[Stage, ...]:
        """Stages that stand in no lifecycle."""
        return tuple(
            stage for stage in self.handbook.stages if not any(stage.id in order.positions for order in self.orders)
        )

    def page(self, head: PageHead, template: str, context: DataclassInstance | Callable[[], DataclassInstance]) -> Page:
        """Give a page that fills a template with a context, or with what makes one, and explains its abbreviations."""

        def write() -> str:
            shown = context() if callable(context) else context
            return self.abbreviations.define_in(self.templates.fill(template, shown))

        return Page(head.path, head.title, write, head.nav, head.former, words=head.words, listed=head.listed)

    def writer(self, path: str) -> PageWriter:
        """Give the writer of the page at a path."""
        return PageWriter(self, path)

    def plain(self, text: RichText) -> str:
        """Give rich text as one plain line."""
        return to_plain(text, value=self.values.write)

    def address(self, kind: str, id_: str) -> Address | None:
        """Tell where something stands; None if this handbook does not hold it."""
        return find_address(self.handbook, kind, id_)


@dataclass(frozen=True, slots=True)
class PageWriter:
    """One page in the making."""

    edition: EditionWriter
    path: str

    @property
    def handbook(self) -> Handbook:
        """The handbook that the page is taken from."""
        return self.edition.handbook

    @property
    def is_for_partners(self) -> bool:
        """Whether partners read it."""
        return self.handbook.edition is Audience.PARTNER

    @property
    def language(self) -> str:
        """The language in which the page speaks to its readers."""
        return self.edition.messages.language

    def say(self, key: str, **values: str | int) -> Words:
        """Give a message of the catalogue as plain text."""
        return self.edition.messages.say(key, **values)

    def within(self, outer: str, inner: str) -> Markdown:
        """Name something with the place that it is in."""
        return self.edition.messages.markdown("place.within", outer=outer, inner=inner)

    # -- links ---------------------------------------------------------------------------------------

    def href(self, kind: str, id_: str) -> str | None:
        """Give the link to an entity from here, or None if this handbook does not hold it."""
        address = self.edition.address(kind, id_)
        return None if address is None else link_between(self.path, address)

    def place(self, label: str, path: str, anchor: str = "", choice: str = "") -> Link:
        """Link to any place; `choice` sets what the page itself lets readers choose, as `type=msp`."""
        return Link(label, link_between(self.path, Address(path, anchor, choice)))

    def entity(self, kind: str, id_: str) -> Link:
        """Link to an entity by its title."""
        return Link(self.handbook.entities[kind][id_].title, self.href(kind, id_))

    def entities(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """Link to entities by their titles."""
        return tuple(self.entity(kind, id_) for id_ in ids)

    def item(self, id_: str) -> Link:
        """Link to a checklist item by its title."""
        return Link(self.handbook.items[id_].item.title, self.href("item", id_))

    def task(self, id_: str) -> Link:
        """Link to a checklist item or a plan's own task by its title."""
        own = self.handbook.own_task(id_)
        return (
            self.item(id_)
            if own is None
            else self.place(own.task.title or "", find_page_path("plan", own.plan.id), id_)
        )

    def role(self, id_: str) -> Chip:
        """Link to a role, with its side."""
        role = cast("Role", self.handbook.entities["role"][id_])
        return Chip(role.title, self.href("role", id_), role.side)

    def roles(self, ids: Iterable[str]) -> tuple[Chip, ...]:
        """Link to roles, with their sides."""
        return tuple(self.role(id_) for id_ in ids)

    # -- text ----------------------------------------------------------------------------------------

    def rich(self, text: RichText) -> Markdown:
        """Write rich text with links as they run from here."""
        return Markdown(to_markdown(text, link=self._reference, value=self.edition.values.write))

    def maybe(self, text: RichText | None) -> Markdown | None:
        """Write rich text if there is any."""
        return None if text is None else self.rich(text)

    def web(self, label: str, url: str) -> Markdown:
        """Link to another site; the text module knows how to encode an address."""
        return self.rich(RichText((Paragraph((RichLink((Text(label),), url),)),)))

    def date(self, day: date) -> str:
        """Write a date in the programme's format."""
        return format_date(day, self.handbook.programme.date_format, self.language)

    def review(self, review: Review | None) -> Freshness | None:
        """Say how fresh something is; partners need not know how it is kept."""
        if review is None or self.is_for_partners:
            return None
        text = self.say("review.state", reviewed=self.date(review.reviewed), due=self.date(review.due))
        return Freshness(text, review.due.isoformat())

    def _reference(self, target: Reference) -> str | None:
        return self.href(target.kind, target.id)


def _orders(handbook: Handbook) -> tuple[Order, ...]:
    primary = handbook.lifecycle
    others = (lifecycle for lifecycle in handbook.lifecycles if lifecycle is not primary)
    return tuple(Order.of(handbook, lifecycle) for lifecycle in (primary, *others))


def list_former_paths(kind: str, entity: Entity) -> tuple[str, ...]:
    """Give the paths that an entity's page once had."""
    return tuple(find_page_path(kind, alias) for alias in entity.aliases) if kind in FOLDERS else ()
