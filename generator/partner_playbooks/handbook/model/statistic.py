"""A figure or claim that a source reports. The handbook repeats it and never asserts it."""

from partner_playbooks.handbook.model.base import Entity, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import Flag, Plain, RichLine, Slug, SourceRef, StageRef


class Statistic(Entity):
    """A reported figure: who reports it, where it was read, and what it is good for."""

    id: Slug = own_id("partner-revenue-share")
    title: Plain = own_title("Partners in revenue")
    text: RichLine = field("Text", "What is reported, and by whom.", "Forrester reports that …")
    use: RichLine = field("Use", "What the handbook uses it for, or how to test it.", "Compare your own deals.")
    stages: tuple[StageRef, ...] = field("Stages", "Ids of the stages it is used in.", ["enable"], ())
    source: SourceRef | None = field(
        "Source", "Id of the source that reports it; publisher and year stand there.", "forrester-2023"
    )
    read_in: SourceRef | None = field(
        "Read in", "Id of the source in which it was read, where that is another.", "six-stage-article", None
    )
    no_origin: Flag = field(
        "No origin given", "True where the source states it without saying where it is from.", "true", default=False
    )
