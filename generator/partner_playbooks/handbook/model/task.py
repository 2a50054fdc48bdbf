"""Something to do: what may be said of it, whether a stage's checklist has it or a plan of its own."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entry, Record, field, own_words
from partner_playbooks.handbook.model.field_types import (
    DayNumber,
    DocumentRef,
    Flag,
    ItemId,
    PartnerTypeRef,
    Plain,
    Rich,
    RichLine,
    RoleRef,
    TaskRef,
    TierRef,
    Whole,
)


class Recurrence(StrEnum):
    """How often something comes back."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class DayCount(Record):
    """A day counted from a date: day 1 is that date itself, -7 is seven days before it."""

    day: DayNumber = field("Day", "Due day; 1 is the date that days are counted from, negative days lie before it.", 3)
    from_day: DayNumber | None = field(
        "From day", "Where it may be done on any of several days: the first of them; `day` is the last.", -7, None
    )
    working_days: Flag = field(
        "Working days",
        "Whether days are counted in working days: 2 is the first one after the date, -1 the last one before it.",
        "true",
        default=False,
    )

    @property
    def calendar_day(self) -> int:
        """About which calendar day it is due on, in a week of five working days: to sort and compare by."""
        if not self.working_days:
            return self.day
        return 1 + (self.day - 1) * 7 // 5 if self.day > 0 else -(-self.day * 7 // 5)


class Task(Entry):
    """Something to do, with all that may be said of it; pages, files and plans are views of it."""

    id: ItemId | None = field("Id", "The id of its stage or plan, a dot, and a stable name.", "activate.portal", None)
    title: Plain | None = field("Title", "What to do, starting with a verb.", "Give every named user access", None)
    other_words: tuple[Plain, ...] = own_words("cannot log in")
    aliases: tuple[ItemId, ...] = field(
        "Former ids", "Ids this once had; links and ticks find it by them.", ["activate.portal"], ()
    )
    detail: Rich | None = field("Detail", "How to do it, where the title does not say enough.", "Use groups.", None)
    owner: RoleRef | None = field("Owner", "Id of the role that does it.", "partner-operations", None)
    support: RoleRef | None = field(
        "Support", "Id of the role on the other side that must act too.", "alliance-lead", None
    )
    duration: Whole | None = field("Duration", "Calendar days the work takes.", 2, None)
    recurrence: Recurrence | None = field("Recurrence", "How often it comes back.", "monthly", None)
    depends_on: tuple[TaskRef, ...] = field(
        "Depends on", "Ids of checklist items or tasks that must be done first.", ["activate.kickoff"], ()
    )
    done_when: RichLine | None = field("Done when", "The evidence that it is done.", "Each user has logged in.", None)
    partner_types: tuple[PartnerTypeRef, ...] = field(
        "Partner types", "Ids of the types it applies to; left out, it applies to all.", ["reseller"], ()
    )
    tiers: tuple[TierRef, ...] = field(
        "Tiers", "Ids of the tiers it applies to; left out, it applies to all.", ["gold"], ()
    )
    documents: tuple[DocumentRef, ...] = field(
        "Documents", "Ids of the documents that help to do it.", ["kickoff-agenda"], ()
    )
