"""A reference that content holds, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from partner_playbooks.handbook.model.content import Holder
    from partner_playbooks.handbook.references import Mention
    from partner_playbooks.language.diagnostics import Span
    from partner_playbooks.language.source import Path


class FoundLink(NamedTuple):
    """A reference found in content: who holds it, where, and what it names."""

    holder: Holder
    path: Path
    visible: bool
    """Whether partners may see the place that holds it."""
    mention: Mention

    @property
    def kind(self) -> str:
        """The kind of what it names."""
        return self.mention.kind

    @property
    def id(self) -> str:
        """The id that it names."""
        return self.mention.id

    @property
    def required(self) -> bool:
        """Whether its holder cannot do without it."""
        return self.mention.required

    @property
    def written(self) -> str:
        """The characters that make it: `finance` in a field, `role:finance` in text."""
        return self.mention.written

    def write_with(self, id_: str) -> str:
        """Give these characters with another id."""
        return self.mention.write_with(id_)

    @property
    def noun(self) -> str:
        """What it names, in a reader's words."""
        return "checklist item" if self.kind == "item" else self.kind.replace("-", " ")

    @property
    def span(self) -> Span:
        """Place of those characters."""
        return self.holder.find(self.path, self.written)
