"""What an example gives for named, typed inputs: read for computing, and every slip told. Several rules use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from partner_playbooks.language.diagnostics import Diagnostic, suggest_nearest
from partner_playbooks.language.expressions import ExpressionError, Type, Value, parse_given
from partner_playbooks.language.spelling import find_nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partner_playbooks.handbook.model.content import Placed
    from partner_playbooks.language.source import Path

Written: TypeAlias = "Mapping[str, str | tuple[str, ...]]"
"""Values as they were typed, by the name of their input."""


@dataclass(frozen=True, slots=True)
class GivenValues:
    """Where values are given, and the code under which their slips are reported."""

    code: str
    placed: Placed
    path: Path
    written: Written

    def absent(self, name: str, names: Sequence[str]) -> Iterator[Diagnostic]:
        """Yield a finding if nothing is given for an input, unless a misspelt name was meant for it."""
        if name not in self.written and name not in find_meant_names(self.written, names):
            hint = f"add `{name}:` under `given:`"
            yield Diagnostic(self.code, f'the example gives no "{name}"', self.placed.span(*self.path), hint)

    def strangers(self, names: Sequence[str], what: str, all_: str) -> Iterator[Diagnostic]:
        """Yield a finding per value for something else; `what` says that it is one, `all_` introduces the names."""
        for name in self.written:
            if name not in names:
                hint = suggest_nearest(name, names) or f"{all_}: {', '.join(names)}"
                message = f'the example gives "{name}", {what}'
                yield Diagnostic(self.code, message, self.placed.key(*self.path, name), hint)

    def unreadable(self, types: Mapping[str, Type]) -> Iterator[Diagnostic]:
        """Yield a finding per value that is not of its type."""
        for name, written in self.written.items():
            try:
                parse_given(written, types[name])
            except ExpressionError as error:
                yield Diagnostic(self.code, f"{name}: {error}", self.placed.span(*self.path, name), error.hint)


def read_values(written: Written, types: Mapping[str, Type]) -> dict[str, Value]:
    """Read every value by its type; raise `ExpressionError` for one that does not fit."""
    return {name: parse_given(value, types[name]) for name, value in written.items()}


def find_meant_names(written: Iterable[str], names: Sequence[str]) -> set[str]:
    """Give the names that misspelt ones were meant to be, so that a slip is reported once."""
    return {name for word in written if word not in names and (name := find_nearest(word, names))}
