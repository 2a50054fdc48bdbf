"""A figure of the programme: a number that is a rule, written once; texts and conditions name it."""

from partner_playbooks.handbook.model.base import Entity, Entry, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Number, Plain, RichLine, RoleRef, Slug
from partner_playbooks.handbook.model.quantity import Quantity, Unit


class OtherMeaning(Entry):
    """Words that hold the same number and do not mean the figure."""

    words: Plain = field("Words", "A part of the sentence, as it stands in content.", "within 30 days of the event")
    why: RichLine = field("Why", "What the number is there.", "The event's own deadline, set by its organiser.")


class Figure(Entity):
    """A number that the programme decides: a deadline, a threshold, a share. Text names it: `{figure.some-name}`."""

    id: Slug = own_id("claim-window")
    title: Plain = own_title("Proof after a funded campaign")
    value: Number = field("Value", "The number, in its unit (60 means 60 % where the unit is percent).", 30)
    unit: Unit = field("Unit", "What the number counts.", "days")
    why: RichLine = field("Why", "Why it is this number and no other.", "Suppliers invoice within four weeks.")
    owner: RoleRef = field("Owner", "Id of the role that may change it.", "programme-manager")
    words: tuple[Plain, ...] = field(
        "Words",
        "Words that stand together near it where somebody types the number by hand: `check` then says what to write. "
        "Of each word, the first five letters count.",
        ["proof event", "claim deadline"],
        (),
    )
    other_meanings: tuple[OtherMeaning, ...] = field(
        "Other meanings", "Where the same number near the same words is another.", [{"words": "within 30 days"}], ()
    )

    @property
    def quantity(self) -> Quantity:
        """Its value with its unit."""
        return Quantity(self.value, self.unit)
