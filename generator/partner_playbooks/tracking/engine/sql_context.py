"""Of which row an expression is said, and on which days: what its SQL is written with."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from partner_playbooks.language.expressions import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from partner_playbooks.handbook.measuring import RecordLanguage


@dataclass(frozen=True)
class Days:
    """The days that expressions name."""

    start: date
    end: date
    day: date


@dataclass(frozen=True)
class SqlContext:
    """Of which row an expression is said, and what else it may name."""

    table: str
    alias: str
    days: Days
    language: RecordLanguage
    figures: Mapping[str, Fraction]
    aliases: Iterator[int]
    outer: SqlContext | None = None

    @property
    def scope(self) -> Scope:
        """What an expression may name here, with what the row was reached from."""
        own = self.language.scope(self.table)
        return own if self.outer is None else Scope({**self.outer.scope.inputs, **own.inputs}, own.rows)


def begin_context(table: str, days: Days, language: RecordLanguage, figures: Mapping[str, Fraction]) -> SqlContext:
    """Give the context of the rows of a table, called `t0`."""
    aliases = count(1)
    return SqlContext(table, "t0", days, language, figures, aliases)
