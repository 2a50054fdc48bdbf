"""Which groups of partners differ from all others by more than chance: in a stage, in deals, by when they signed."""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from partner_playbooks.language.records.differences import compare_shares, compare_stays
from partner_playbooks.language.records.survival import find_median, list_survival
from partner_playbooks.tracking.engine.finding_queries import count_dormant, count_large_deals, count_values
from partner_playbooks.tracking.tracked_figures import find_stage_metric
from partner_playbooks.tracking.verdicts import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.language.records.survival import Stay
    from partner_playbooks.tracking.engine.record_base import RecordBase
    from partner_playbooks.tracking.figure_computation import FigureMaker

_SMALLEST = "figure.smallest_group"


class Compared(StrEnum):
    """In what groups are compared."""

    STAGE_TIME = "days-in-stage"
    LARGE_DEALS = "share-of-large-deals"
    """The share of deals won within twelve months that are above the median of all."""
    DORMANT = "share-dormant-at-90-days"
    """The share of those that signed in a quarter and did nothing for 90 days."""


class GroupDifference(NamedTuple):
    """A group against all others."""

    compared: Compared
    stage: str | None
    by: str
    """"type", "region" or "quarter"."""
    group: str
    value: Fraction | None
    others: Fraction | None
    size: int
    others_size: int
    chance: float
    """How likely they differ as much by chance, all comparisons of the run considered."""
    verdict: Verdict = Verdict.TOO_FEW


def list_group_differences(
    handbook: Handbook, base: RecordBase, maker: FigureMaker, values: Mapping[str, Fraction], day: date
) -> tuple[GroupDifference, ...]:
    """Compare groups that are made of enough rows with all others; those that differ first."""
    first_month = handbook.programme.financial_year.number
    intakes = _compare_intakes(base, day, first_month)
    pairs = [*_compare_stages(handbook, base, maker), *_compare_deals(base, day), *intakes]
    judged = judge(
        [(pair.chance, min(pair.size, pair.others_size)) for pair in pairs], values.get(_SMALLEST, Fraction(10))
    )
    found = [pair._replace(chance=each.chance, verdict=each.verdict) for pair, each in zip(pairs, judged, strict=True)]
    kept = [each for each in found if each.verdict is not Verdict.TOO_FEW]
    return tuple(sorted(kept, key=lambda each: (each.verdict is not Verdict.CHANGED, each.chance, each[:4])))


def _compare_stages(handbook: Handbook, base: RecordBase, maker: FigureMaker) -> Iterator[GroupDifference]:
    metric = find_stage_metric(handbook)
    if metric is None or maker.find_missing(metric) is not None:
        return
    known = [by for by in ("type", "region") if count_values(base, by) > 1]
    for by in known:
        by_stage: dict[str, dict[str, Counter[Stay]]] = defaultdict(dict)
        for (stage, group), stays in maker.count_stays_by(metric, by).items():
            by_stage[stage][group] = stays
        for stage, groups in sorted(by_stage.items()):
            if len(groups) == 1:
                continue
            whole: Counter[Stay] = sum(groups.values(), Counter())
            for group, own in sorted(groups.items()):
                rest = whole - own
                chance = compare_stays(own, rest)
                if chance is not None:
                    middle, others = (find_median(list_survival(stays)) for stays in (own, rest))
                    size, rest_size = (sum(stays.values()) for stays in (own, rest))
                    yield GroupDifference(
                        Compared.STAGE_TIME, stage, by, group, middle, others, size, rest_size, chance
                    )


def _compare_deals(base: RecordBase, day: date) -> Iterator[GroupDifference]:
    yield from _compare_parts(Compared.LARGE_DEALS, "region", {row[0]: row[1:] for row in count_large_deals(base, day)})


def _compare_intakes(base: RecordBase, day: date, first_month: int) -> Iterator[GroupDifference]:
    if "activity" in base.sources:
        yield from _compare_parts(
            Compared.DORMANT, "quarter", {row[0]: row[1:] for row in count_dormant(base, day, first_month)}
        )


def _compare_parts(compared: Compared, by: str, groups: Mapping[str, tuple[int, int]]) -> Iterator[GroupDifference]:
    """Yield each group with the share that its part is of it, against that of all others."""
    part, whole = (sum(each[place] for each in groups.values()) for place in (0, 1))
    for group, (own, size) in sorted(groups.items()):
        others, rest = part - own, whole - size
        if size and rest:
            shares = (Fraction(own, size), Fraction(others, rest))
            yield GroupDifference(
                compared, None, by, group, *shares, size, rest, compare_shares((own, size), (others, rest))
            )
