"""Values that text and expressions name: settings of the programme, and figures with their units, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partner_playbooks.handbook.asserting import EACH
from partner_playbooks.handbook.named_figures import find_figure
from partner_playbooks.language.expressions import list_paths
from partner_playbooks.language.text import fill_values
from partner_playbooks.wording.quantities import format_number, format_quantity

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook
    from partner_playbooks.handbook.model.assertion import Assertion
    from partner_playbooks.handbook.named_figures import NamedFigure
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.wording.messages import Messages

_PARTS = frozenset({"target", "length", "time", "last-day", "follow"})
"""Parts of names that are no ids and no titles: they have words of the catalogue."""
_OPERATORS = ("and", "or", "not", "where", "at", "is-empty", "is-not-empty")


@dataclass(frozen=True, slots=True)
class ValueWriter:
    """Writes the values of a handbook, in the language of the words that they stand among."""

    handbook: Handbook
    messages: Messages

    @property
    def language(self) -> str:
        """The language that it writes."""
        return self.messages.language

    def say(self, key: str, **values: str | int) -> str:
        """Give a message as plain text."""
        return str(self.messages.say(key, **values))

    def write(self, name: str) -> str:
        """Give the words of a value by its name in a text: `programme.portal`, `figure.claim-window`.

        Raises:
            KeyError: this handbook has none of that name. The checks have told it, or partners may not know it.
        """
        settings = self.handbook.programme.settings()
        if name in settings:
            return settings[name]
        figure, is_number = find_figure(self.handbook.figures, name)
        if figure is None:
            raise KeyError(name)
        value, unit = figure.quantity.value, figure.quantity.unit
        return format_number(self, value) if is_number else format_quantity(self, value, unit)

    def fill(self, text: str) -> str:
        """Give a plain text with the words of the values that it names."""
        return fill_values(text, self.write)

    def fill_known(self, text: str) -> str:
        """Give a plain text with the words of those values that this handbook has; other names as they are."""
        return fill_values(text, lambda name: self.write(name) if self._has(name) else f"{{{name}}}")

    def _has(self, name: str) -> bool:
        settings = self.handbook.programme.settings()
        return name in settings or find_figure(self.handbook.figures, name)[0] is not None

    def label(self, expression: Expression) -> dict[str, str]:
        """Give what to call the operators and the figures of an expression."""
        return self._operators() | {
            path.name: self.write(name)
            for path in list_paths(expression)
            if self._has(name := path.name.replace("_", "-"))
        }

    def label_assertion(self, assertion: Assertion) -> dict[str, str]:
        """Give what to call the operators and the figures of an assertion: by their titles, with their values."""
        return self._operators() | {
            path.name: self._title(assertion, path.name) for path in list_paths(assertion.holds.tree)
        }

    def _operators(self) -> dict[str, str]:
        return {word: self.say(f"operator.{word}") for word in _OPERATORS}

    def _title(self, assertion: Assertion, name: str) -> str:
        plain = name.replace("_", "-")
        if assertion.each is not None and plain.startswith(EACH):
            kind = self.say(f"change.kind.{assertion.each.value}")
            kind = kind.lower() if self.language.partition("-")[0] == "en" else kind
            last = plain.removeprefix(EACH)
            name = self.say(f"figures.parts.{last}") if last in _PARTS else last.replace("-", " ")
            return self.say("figures.each", name=name, kind=kind)
        named = self.name_figure(self.handbook.figures[plain])
        return self.say("figures.named", title=named, value=self.write(plain))

    def name_figure(self, figure: NamedFigure) -> str:
        """Name a figure by what it stands in: `Gold: Sourced revenue`, `Win-back plan: length`."""
        title = self.handbook.entities[figure.kind][figure.id].title
        part = self._name_part(figure)
        return self.say("figures.part", title=title, part=part) if part else title

    def _name_part(self, figure: NamedFigure) -> str:
        kind, *parts = figure.name.split(".")
        match kind:
            case "figure":
                return ""
            case "item":
                return self.handbook.items[".".join(parts)].item.title
            case "task":
                own = self.handbook.own_task(".".join(parts))
                return "" if own is None else own.task.title or ""
            case "tier":
                return self.handbook.entities["metric"][parts[1]].title
        last = parts[1]
        if last in _PARTS:
            return self.say(f"figures.parts.{last}")
        return last.replace("-", " ")
