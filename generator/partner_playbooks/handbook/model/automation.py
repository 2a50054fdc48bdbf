"""An automation: what runs by itself, on which trigger and condition, and what happens when it fails."""

from enum import StrEnum

from partner_playbooks.handbook.model.base import Entity, Entry, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    Flag,
    FormulaField,
    GivenValue,
    Plain,
    RichLine,
    RoleRef,
    Slug,
    StageRef,
)


class ForEach(StrEnum):
    """What an automation runs for, one by one."""

    PARTNER = "partner"
    PROSPECT = "prospect"
    DEAL = "deal"
    REGISTRATION = "registration"
    ENROLMENT = "enrolment"
    FUND = "fund"
    COMMISSION = "commission"

    @property
    def table(self) -> str:
        """The table of records whose rows they are."""
        return f"{self.value}s"


class AutomationExample(Entry):
    """A partner as it might be, and whether the automation acts on it; the checks compute it."""

    given: dict[str, GivenValue] = field(
        "Given", "A value for each partner field that the condition uses.", {"logins": "0"}
    )
    fires: Flag = field("Fires", "Whether the condition is met.", "true")
    why: RichLine = field("Why", "What decides, in one sentence.", "Eight days have passed without a login.")


class Automation(Entity):
    """An if-this-then-that rule, written so that it can be set up in the partner system from the page alone."""

    id: Slug = own_id("login-nudge")
    title: Plain = own_title("Login nudge")
    stages: tuple[StageRef, ...] = field("Stages", "Ids of the stages it works in.", ["activate"], ())
    trigger: RichLine = field("Trigger", "The event or the schedule that starts it.", "Every day at 07:00.")
    for_each: ForEach = field("For each", "Of what it runs for each one.", "registration", ForEach.PARTNER)
    condition: FormulaField = field(
        "Condition",
        "When it acts: a yes-or-no expression over the programme's partner fields.",
        "days_since_access > 7 and logins == 0",
    )
    actions: tuple[Statement, ...] = field("Actions", "What it does, in order.", [{"text": "Send the reminder."}], ())
    owner: RoleRef = field("Owner", "Id of the role that answers for it.", "partner-operations")
    sla: RichLine = field("Time limit", "How soon after the trigger it must have acted.", "Within 15 minutes")
    channel: Plain = field("Channel", "How it reaches people.", "E-mail and a note in the partner portal")
    fallback: RichLine = field("Fallback", "What happens when it fails.", "Partner operations sends it by hand.")
    examples: tuple[AutomationExample, ...] = field(
        "Examples", "At least one that fires and one that does not.", [{"fires": "true"}], ()
    )
