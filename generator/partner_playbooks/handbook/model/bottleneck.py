"""A bottleneck: how trouble shows, why it comes, and what to do now."""

from partner_playbooks.handbook.model.base import Entity, Statement, field, own_id, own_title
from partner_playbooks.handbook.model.field_types import (
    AutomationRef,
    DocumentRef,
    ItemRef,
    MetricRef,
    Plain,
    PlanRef,
    Rich,
    Slug,
    StageRef,
)
from partner_playbooks.handbook.model.tool import Family


class Bottleneck(Entity):
    """Something that is stuck, found by the words of those who meet it."""

    id: Slug = own_id("kickoff-slips")
    title: Plain = own_title("The kickoff slips")
    symptom: Plain = field(
        "Symptom", "How somebody in trouble would say it.", "Deals are registered and then stand still"
    )
    stages: tuple[StageRef, ...] = field("Stages", "Ids of the stages it is met in, the first first.", ["co-sell"])
    causes: tuple[Statement, ...] = field(
        "Likely causes", "Why it happens, likeliest first.", [{"text": "Nobody owns the next step."}]
    )
    metric: MetricRef | None = field(
        "Metric", "Id of the metric that shows it; one of its stages measures it.", "registered-deal-conversion", None
    )
    play: Rich = field("Play", "What to do now: concrete steps.", "1. List the deals without a next step.")
    items: tuple[ItemRef, ...] = field(
        "Checklist items", "Ids of the items that prevent or end it.", ["co-sell.pipeline-review"], ()
    )
    plans: tuple[PlanRef, ...] = field("Plans", "Ids of plans that help.", ["onboarding-30"], ())
    documents: tuple[DocumentRef, ...] = field(
        "Documents", "Ids of the documents that help to work on it.", ["deal-registration"], ()
    )
    automations: tuple[AutomationRef, ...] = field(
        "Automations", "Ids of the automations that notice or prevent it.", ["stalled-deal"], ()
    )
    family: Family | None = field("Tool family", "The kind of tool that helps, if one does.", "management", None)
