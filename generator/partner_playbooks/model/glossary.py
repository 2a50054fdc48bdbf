"""Terms of the field, with the abbreviations that get tooltips."""

from partner_playbooks.model.base import Entity, Plain, Rich, field


class Term(Entity):
    """A word that the handbook uses in a fixed sense."""

    abbreviation: Plain | None = field("Abbreviation", "Its short form; it gets a tooltip everywhere.", "MAP", None)
    definition: Rich = field("Definition", "What it means here.", "A plan that both sides own.")
