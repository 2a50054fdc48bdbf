"""A snapshot as pages and files see it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the types

from pydantic import Field

from partner_playbooks.tracking.snapshot_parts import (
    AlikeFacts,
    CertificateFacts,
    CohortFacts,
    CommitmentFacts,
    DealFacts,
    EnablementFacts,
    ExitFacts,
    Facts,
    GroupFacts,
    PeriodFacts,
    PlanFacts,
    RevenueFacts,
    StallFacts,
    TierFacts,
    TrendFacts,
    WrongFacts,
)

SCHEMA = "partner-playbooks/snapshot"
VERSION = 1
MOST_PARTNERS = 10_000
"""Of more partners, ways are not given one by one, and none has a page: nobody reads as many."""


class TableFacts(Facts):
    """A file that was read."""

    table: str
    file: str
    rows: int
    used: int
    findings: int


class FigureFacts(Facts):
    """A metric of the whole programme or of a group."""

    metric: str
    group: str
    period: PeriodFacts
    value: float | None
    size: int
    still_open: int
    low: float | None
    high: float | None
    inputs: dict[str, float]


class MissingFacts(Facts):
    """A metric that could not be computed, and what it needs."""

    metric: str
    needs: tuple[str, ...]
    untold: tuple[str, ...]


class PartnerFacts(Facts):
    """A partner that is in a stage."""

    id: str
    name: str
    type: str | None
    region: str | None
    tier: str | None
    owner: str | None
    stage: str
    placed_by: str
    evidence: str | None
    since: date | None
    days: int | None
    limit: float | None
    limit_from: str | None
    pace: str
    over: float
    last_joint: date | None
    last_seen: date | None
    known_until: date | None
    reason: str | None
    next_step: str | None
    also_in: tuple[str, ...]

    @property
    def is_stuck(self) -> bool:
        """Whether it is over its limit, and nothing was done together for a while."""
        return self.pace == "stuck"


class StageFacts(Facts):
    """A stage with the partners in it."""

    stage: str
    partners: int
    over: int
    stuck: int
    days_lost: float
    trouble: str | None
    moved_on: int
    left_programme: int
    plays: tuple[str, ...]


class MoveFacts(Facts):
    """A partner that moved."""

    partner: str
    name: str
    way: str
    on: date
    left: str | None
    entered: str | None
    skipped: tuple[str, ...]
    reason: str | None


class StayFacts(Facts):
    """A stay of a partner in a stage."""

    partner: str
    stage: str
    entered: date
    left: date | None


class DueFacts(Facts):
    """Something that falls due."""

    what: str
    on: date
    within: int
    partner: str
    name: str
    many: int


class SilentFacts(Facts):
    """A partner that has done nothing for a while."""

    partner: str
    name: str
    last_seen: date | None
    days: int


class AttainmentFacts(Facts):
    """A metric against what was agreed for a period."""

    metric: str
    region: str | None
    period: PeriodFacts
    target: float
    value: float | None
    size: int
    elapsed: float
    cover: float | None


class ControlTotalFacts(Facts):
    """A metric as another department reports it."""

    metric: str
    period: PeriodFacts
    expected: float
    value: float | None


class ChangeFacts(Facts):
    """A figure before a day and since."""

    metric: str
    group: str
    before: FigureFacts
    after: FigureFacts
    chance: float
    verdict: str


class SinceFacts(Facts):
    """What is different since an experiment began, or a play changed."""

    experiment: str | None
    stage: str | None
    on: date
    what: tuple[str, ...]
    changes: tuple[ChangeFacts, ...]


class DifferenceFacts(Facts):
    """A group against all others."""

    compared: str
    stage: str | None
    by: str
    group: str
    value: float | None
    others: float | None
    size: int
    others_size: int
    chance: float
    verdict: str


class CaseFacts(Facts):
    """Something that an automation runs for."""

    partner: str | None
    name: str | None
    row: str
    many: int


class AutomationFacts(Facts):
    """An automation with what it has to do."""

    automation: str
    for_each: str
    holds: int
    fired: tuple[CaseFacts, ...]
    due: tuple[CaseFacts, ...]
    needs: tuple[str, ...]
    untold: tuple[str, ...]


class Tracked(Facts):
    """A snapshot."""

    day: date = Field(alias="as_of")
    since: date
    attributes: str
    demo: bool = False
    """Whether its programme does not exist."""
    tables: tuple[TableFacts, ...]
    figures: tuple[FigureFacts, ...]
    missing: tuple[MissingFacts, ...] = Field(alias="not_computed")
    partners: tuple[PartnerFacts, ...]
    stages: tuple[StageFacts, ...]
    moves_since: date
    moves: tuple[MoveFacts, ...]
    stays: tuple[StayFacts, ...]
    deals: tuple[DealFacts, ...] = ()
    certificates: tuple[CertificateFacts, ...] = ()
    trends: tuple[TrendFacts, ...] = ()
    groups: tuple[GroupFacts, ...] = ()
    cohorts: tuple[CohortFacts, ...] = ()
    wrong: tuple[WrongFacts, ...] = Field(default=(), alias="wrong_rows")
    alike: tuple[AlikeFacts, ...] = Field(default=(), alias="alike_names")
    changes: tuple[ChangeFacts, ...]
    since_plays: tuple[SinceFacts, ...] = ()
    plays_known_since: date | None = None
    due: tuple[DueFacts, ...]
    silent: tuple[SilentFacts, ...]
    attainment: tuple[AttainmentFacts, ...]
    control_totals: tuple[ControlTotalFacts, ...]
    revenue_shares: tuple[RevenueFacts, ...]
    stalls: tuple[StallFacts, ...] = Field(alias="deal_stalls")
    tiers: tuple[TierFacts, ...]
    commitments: tuple[CommitmentFacts, ...]
    enablement: EnablementFacts
    differences: tuple[DifferenceFacts, ...]
    exits: tuple[ExitFacts, ...] = Field(alias="exit_candidates")
    """Those that the rule names."""
    automations: tuple[AutomationFacts, ...] = ()
    plans: tuple[PlanFacts, ...] = ()

    @property
    def knows_activity(self) -> bool:
        """Whether what partners do is on record: without it nobody knows who is stuck or silent."""
        return any(each.table == "activity" for each in self.tables)

    @property
    def candidates(self) -> tuple[ExitFacts, ...]:
        """The partners that an exit is to be talked about with."""
        return tuple(each for each in self.exits if each.spared is None)

    @property
    def spared(self) -> tuple[ExitFacts, ...]:
        """The partners that the rule names and that are no candidates all the same."""
        return tuple(each for each in self.exits if each.spared is not None)
