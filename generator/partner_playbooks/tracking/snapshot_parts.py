"""Parts of a snapshot as pages see them: what partners bring, what their tiers ask, what was agreed with them."""

from __future__ import annotations

import re
from datetime import date  # noqa: TC003 - pydantic reads the types
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from partner_playbooks.language.characters import (
    CONTROLS,
    DIRECTION_CHANGES,
    LINE_FEED,
    NONCHARACTERS,
    SEPARATORS,
    SURROGATES,
    TAB,
)

_NO_TEXT = re.compile(f"[{CONTROLS}{TAB}{LINE_FEED}{SEPARATORS}{DIRECTION_CHANGES}{SURROGATES}{NONCHARACTERS}]+")
"""What no page and no file can show, or what makes a text read in another order than it is written."""


class Facts(BaseModel):
    """Part of a snapshot; fields that a newer package has added are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @field_validator("*", mode="before")
    @classmethod
    def show_text(cls, value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
        """Give a text without what cannot be shown."""
        if isinstance(value, str) and not value.isprintable():
            return _NO_TEXT.sub(" ", value).strip()
        return value


class PeriodFacts(Facts):
    """From when to when something is counted, both days included."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")


class RevenueFacts(Facts):
    """What a partner brings of all revenue, and those before it with it."""

    partner: str
    revenue: float
    share: float
    running: float


class StallFacts(Facts):
    """A stage of the sales process, and the deals in it."""

    stage: str
    open: int
    oldest: int
    median: float | None
    low: float | None
    high: float | None
    size: int


class RequirementFacts(Facts):
    """A requirement of a tier, held against a partner."""

    tier: str
    metric: str
    operator: str
    threshold: float
    value: float | None
    met: bool | None


class TierFacts(Facts):
    """A partner with what its tier and the next one ask of it."""

    partner: str
    name: str
    tier: str
    keeps: bool | None
    next: str | None
    rises: bool | None
    requirements: tuple[RequirementFacts, ...]


class CommitmentFacts(Facts):
    """What was agreed with a partner in a review."""

    partner: str
    name: str
    metric: str
    agreed: date
    by: date
    was: float | None
    aim: float
    value: float | None
    reached: bool | None
    moved: bool | None


class EnablementGroup(Facts):
    """Partners with a certificate, or without."""

    certified: bool
    partners: int
    with_revenue: int
    revenue: float


class EnablementFacts(Facts):
    """Whether revenue goes with enablement."""

    groups: tuple[EnablementGroup, ...]
    chance: float | None


class ExitFacts(Facts):
    """A partner that an exit is to be talked about with."""

    partner: str
    name: str
    region: str | None
    acts: int
    average: float
    compared: str = "region"
    share: float
    days_silent: int
    share_asked: float
    days_asked: int
    spared: str | None = None
    """Why it is no candidate all the same."""


class DealFacts(Facts):
    """A deal in which a partner takes part."""

    partner: str
    deal: str
    role: str
    stage: str | None
    opened: date
    closed: date | None
    outcome: str
    credit: float | None


class CertificateFacts(Facts):
    """A certificate of somebody at a partner."""

    partner: str
    person: int
    course: str
    completed: date
    expires: date | None


class TrendFacts(Facts):
    """A metric as it stood at the end of a month."""

    metric: str
    on: date
    value: float | None
    size: int


class GroupFacts(Facts):
    """A metric of the partners of one type, region or tier."""

    metric: str
    by: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    size: int


class PlanFacts(Facts):
    """A plan of a partner as it stands."""

    partner: str
    plan: str
    title: str
    tasks: int
    done: int
    overdue: int
    next_task: str | None
    next_owner: str | None
    next_due: date | None


class CohortFacts(Facts):
    """A metric of those that began in one quarter."""

    metric: str
    group: str
    start: date
    end: date
    value: float | None
    low: float | None
    high: float | None
    size: int
    is_complete: bool


class RowFacts(Facts):
    """A row that does not fit, and what stands in it."""

    row: int
    text: str


class WrongFacts(Facts):
    """Rows of a file with one fault in one column."""

    file: str
    column: str
    reason: str
    rows: int
    examples: tuple[RowFacts, ...]


class AlikeFacts(Facts):
    """Two partners whose names are alike."""

    partner: str
    name: str
    other: str
    other_name: str
