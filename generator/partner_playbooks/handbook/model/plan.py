"""A mutual action plan (MAP) template: milestones with exit tests, and the tasks of both sides."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import model_validator

from partner_playbooks.handbook.model.base import Entity, Entry, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    DayNumber,
    ForPartners,
    ItemRef,
    MetricRef,
    PartnerTypeRef,
    Plain,
    Rich,
    RichLine,
    RoleRef,
    Slug,
    Whole,
)
from partner_playbooks.handbook.model.field_values import WrongValue
from partner_playbooks.handbook.model.task import DayCount, Task


class PlanAnchor(StrEnum):
    """Whether a plan runs forward from a start or back from a target date."""

    START = "start"
    TARGET = "target"


class ExitTest(Statement):
    """What must be true at a milestone; it may differ by partner type."""

    partner_types: tuple[PartnerTypeRef, ...] = field(
        "Partner types", "Ids of the types it holds for; left out, it holds for all.", ["reseller"], ()
    )


class PlanTask(DayCount, Task):
    """A task: a reference to a checklist item, or one of the plan's own, with all that a checklist item may say."""

    item: ItemRef | None = field("Item", "Id of the checklist item that is meant.", "activate.portal-access", None)

    @model_validator(mode="after")
    def _is_reference_or_own(self) -> Self:
        if self.item is not None:
            said = (name for name in Task.model_fields if getattr(self, name) not in (None, ()))
            of_item = [name for name in said if name not in _SAID_BY_PLANS]
            if of_item:
                hint = f"remove its {', '.join(of_item)}"
                raise WrongValue("a task with `item` takes its words and prerequisites from that item", hint)
        elif any(part is None for part in (self.id, self.title, self.owner, self.done_when)):
            hint = "name a checklist item under `item:`, or give the task all of id, title, owner and done_when"
            raise WrongValue("this task is neither a checklist item nor one of the plan's own", hint)
        return self


_SAID_BY_PLANS = {"audience", "partner_types"}
"""What a plan says of a task also where it is a checklist item."""


class Milestone(Entry):
    """A point where both sides stop and test."""

    id: Slug = field("Id", "Stable name within the plan.", "ready-to-sell")
    title: Plain = field("Title", "The state that is reached.", "Ready to sell")
    day: DayNumber = field("Day", "Day of the plan it falls on.", 30)
    entry: RichLine | None = field("Entry", "What must be true to start towards it.", "Kickoff held.", None)
    exit_tests: tuple[ExitTest, ...] = field("Exit tests", "What must be true at the milestone.", [{"text": "…"}], ())
    tasks: tuple[PlanTask, ...] = field("Tasks", "What both sides do on the way.", [{"item": "activate.kickoff"}], ())


class Risk(Entry):
    """What could stop the plan, and how it is seen early."""

    signal: RichLine = field("Signal", "The first sign.", "No login in the first week.")
    mitigation: RichLine = field("Mitigation", "What to do at once.", "Call the alliance lead.")
    escalation: RichLine = field("Escalation", "Whom to involve when that does not help.", "Both sponsors, day 14.")


class Plan(Entity):
    """A plan that both sides agree on, made personal by a date and a partner type."""

    id: Slug = own_id("onboarding-90")
    title: Plain = own_title("First 90 days")
    use_when: Plain = field("Use when", "The situation it is made for.", "A partner has just signed")
    use_when_for_partners: Annotated[Plain | None, ForPartners("use_when")] = field(
        "Use when, for partners", "What partners read in its place.", "You have just signed", None
    )
    objective: Rich = field("Objective", "What both sides want to have reached.", "A first deal by day 90.")
    anchor: PlanAnchor = field("Anchor", "Whether days run from a start or back from a target.", "start")
    anchor_event: Plain = field("Anchor event", "What happens on the anchor date.", "The agreement is signed")
    length: Whole = field("Length", "Days from the first to the last; back from a target, days before it.", 90)
    last_day: DayNumber | None = field(
        "Last day",
        "Back from a target: the day on which the work after it ends; left out, the plan ends with the target date, 1.",
        30,
        None,
    )
    cadence: Plain = field("Cadence", "How often both sides meet on it.", "Every week for 30 minutes")
    customer: Plain | None = field(
        "Customer", "Who takes part for a customer, and in what; left out, nobody does.", "The project lead", None
    )
    sponsors: tuple[RoleRef, ...] = field(
        "Sponsors",
        "Ids of the executive sponsor roles, one per side.",
        ["executive-sponsor", "principal"],
        (),
    )
    stakeholders: tuple[RoleRef, ...] = field(
        "Stakeholders", "Ids of the roles that take part.", ["partner-manager", "alliance-lead"], ()
    )
    metrics: tuple[MetricRef, ...] = field("Success metrics", "Ids of the metrics.", ["activation-rate"], ())
    milestones: tuple[Milestone, ...] = field("Milestones", "In order of their days.", [{"id": "kickoff"}])
    risks: tuple[Risk, ...] = field("Risks", "What could stop it.", [{"signal": "Silence"}], ())

    @property
    def first(self) -> int:
        """The first day that the plan may use."""
        return 1 if self.anchor is PlanAnchor.START else -self.length

    @property
    def last(self) -> int:
        """The last day that the plan may use."""
        return self.length if self.anchor is PlanAnchor.START else max(1, self.last_day or 1)
