"""Terms of the field, with the abbreviations that get tooltips."""

from partner_playbooks.handbook.model.base import Entity, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, Rich, Slug


class Term(Entity):
    """A word that the handbook uses in a fixed sense."""

    id: Slug = own_id("mutual-action-plan")
    title: Plain = own_title("Mutual action plan")
    abbreviation: Plain | None = field("Abbreviation", "Its short form; it gets a tooltip everywhere.", "MAP", None)
    definition: Rich = field("Definition", "What it means here.", "A plan that both sides own.")
