"""A guide for those who edit the handbook: one task, step by step."""

from partner_playbooks.handbook.model.base import Entity, Entry, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Plain, Rich, RichLine, Slug


class GuideStep(Entry):
    """One step of a guide."""

    title: Plain = field("Title", "What to do, starting with a verb.", "Open the file")
    text: Rich = field("Text", "How to do it, and what you then see.", "Choose *Edit*, and change the line.")


class Guide(Entity):
    """How to do one thing to the handbook, from the first click to the end."""

    id: Slug = own_id("change-an-owner")
    title: Plain = own_title("Change an owner")
    use_when: Plain = field("When", "When somebody needs it.", "A due day or an owner is wrong")
    before: RichLine | None = field(
        "Before you begin", "What has to be there, or to be agreed.", "The item's owner has agreed.", None
    )
    steps: tuple[GuideStep, ...] = field(
        "Steps", "What to do, in order.", [{"title": "Open the file", "text": "Choose *Edit*."}]
    )
    done_when: RichLine = field("Done when", "How you know that it worked.", "The page shows the new day.")
