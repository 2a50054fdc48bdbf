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
    from partner_playbooks.language.expressions import Expression
    from partner_playbooks.wording.messages import Messages

_OPERATORS = ("and", "or", "not")


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

    def label(self, expression: Expression) -> dict[str, str]:
        """Give what to call the operators and the figures of an expression."""
        words = {word: self.say(f"operator.{word}") for word in _OPERATORS}
        return words | {path.name: self.write(path.name.replace("_", "-")) for path in list_paths(expression)}

    def label_assertion(self, assertion: Assertion) -> dict[str, str]:
        """Give what to call the operators and the figures of an assertion: by their titles, with their values."""
        words = {word: self.say(f"operator.{word}") for word in _OPERATORS}
        return words | {path.name: self._title(assertion, path.name) for path in list_paths(assertion.holds.tree)}

    def _title(self, assertion: Assertion, name: str) -> str:
        plain = name.replace("_", "-")
        if assertion.each is not None and plain.startswith(EACH):
            kind = self.say(f"change.kind.{assertion.each.value}")
            return self.say("figures.each", name=plain.removeprefix(EACH).replace("-", " "), kind=kind)
        figure = self.handbook.figures[plain]
        title = self.handbook.entities[figure.kind][figure.id].title
        return self.say("figures.named", title=title, value=self.write(plain))
