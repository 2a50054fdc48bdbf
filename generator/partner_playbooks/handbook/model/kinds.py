"""The kinds of entity and where each is written. A new kind is a new file and one line here."""

from dataclasses import dataclass

from partner_playbooks.handbook.model.assertion import Assertion
from partner_playbooks.handbook.model.automation import Automation
from partner_playbooks.handbook.model.base import Entity
from partner_playbooks.handbook.model.bottleneck import Bottleneck
from partner_playbooks.handbook.model.document import Document
from partner_playbooks.handbook.model.experiment import Experiment
from partner_playbooks.handbook.model.figure import Figure
from partner_playbooks.handbook.model.glossary import Term
from partner_playbooks.handbook.model.guide import Guide
from partner_playbooks.handbook.model.lifecycle import Lifecycle
from partner_playbooks.handbook.model.measure import Definition
from partner_playbooks.handbook.model.metric import Metric
from partner_playbooks.handbook.model.partner_type import PartnerType
from partner_playbooks.handbook.model.plan import Plan
from partner_playbooks.handbook.model.reference import Source
from partner_playbooks.handbook.model.role import Role
from partner_playbooks.handbook.model.stage import Stage
from partner_playbooks.handbook.model.statistic import Statistic
from partner_playbooks.handbook.model.tier import Tier
from partner_playbooks.handbook.model.tool import Tool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: its name in links, its model, and its place below content/."""

    name: str
    model: type[Entity]
    place: str
    """A folder with a file per entity, or one `.yml` file that lists them all."""

    @property
    def listed(self) -> bool:
        """Whether all entities of the kind stand in one file."""
        return self.place.endswith(".yml")

    @property
    def list_key(self) -> str:
        """The key under which a listing file holds its entities: `terms`, `sources`."""
        return f"{self.name}s"


KINDS = (
    Kind("lifecycle", Lifecycle, "lifecycles"),
    Kind("stage", Stage, "stages"),
    Kind("role", Role, "roles"),
    Kind("metric", Metric, "metrics"),
    Kind("plan", Plan, "plans"),
    Kind("partner-type", PartnerType, "partner-types"),
    Kind("automation", Automation, "automations"),
    Kind("tier", Tier, "tiers"),
    Kind("document", Document, "documents"),
    Kind("term", Term, "glossary.yml"),
    Kind("source", Source, "sources.yml"),
    Kind("bottleneck", Bottleneck, "bottlenecks"),
    Kind("tool", Tool, "tools"),
    Kind("guide", Guide, "guides"),
    Kind("statistic", Statistic, "statistics.yml"),
    Kind("figure", Figure, "figures.yml"),
    Kind("assertion", Assertion, "assertions.yml"),
    Kind("definition", Definition, "definitions.yml"),
    Kind("experiment", Experiment, "experiments"),
)
