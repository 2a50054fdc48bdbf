"""Where everything stands: the one place that knows paths and anchors."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from partner_playbooks.handbook.linked import Handbook

HOME = "index.md"
HOW_TO_USE = "how-to-use.md"
ROLES = "roles/index.md"
METRICS = "metrics/index.md"
PLANS = "plans/index.md"
PARTNER_TYPES = "partner-types/index.md"
AUTOMATIONS = "automations/index.md"
TIERS = "tiers/index.md"
BOTTLENECKS = "bottlenecks/index.md"
TOOLS = "tools.md"
STATISTICS = "reported-figures.md"
FIGURES = "figures.md"
ASSERTIONS = "assertions.md"
DEFINITIONS = "definitions.md"
DOCUMENTS = "documents/index.md"
GLOSSARY = "glossary.md"
SOURCES = "sources.md"
MATRIX = "matrix.md"
ASSESS = "assess.md"
WHAT_CHANGED = "what-changed.md"
GUIDES = "guides/index.md"
REVIEWS = "reviews.md"
INVENTORY = "inventory.md"
BOOKLET = "print/index.md"
BOOKLETS = "print/"
METRIC_MATRIX = "metric-matrix.md"
DOWNLOADS = "downloads.md"
MY_PLANS = "my-plans.md"
OUR_PARTNERS = "partners/index.md"
DATA_QUALITY = "partners/data-quality.md"
PARTNER_QUESTIONS = "partners/questions.md"
EXPERIMENTS = "experiments.md"
PORTFOLIO = "portfolio/index.md"
"""Who brings what, and with whom an exit is talked about: in a folder that can be protected by itself."""
PARTNERS_FOLDER = "partners"
PARTNERS_A_LIST = 200

FOLDERS = {
    "lifecycle": "lifecycles",
    "stage": "stages",
    "role": "roles",
    "metric": "metrics",
    "plan": "plans",
    "partner-type": "partner-types",
    "automation": "automations",
    "tier": "tiers",
    "bottleneck": "bottlenecks",
    "document": "documents",
    "guide": "guides",
}
"""Kinds with a page per entity, and the folder of these pages."""

SHARED = {
    "term": GLOSSARY,
    "source": SOURCES,
    "tool": TOOLS,
    "statistic": STATISTICS,
    "figure": FIGURES,
    "assertion": ASSERTIONS,
    "definition": DEFINITIONS,
    "experiment": EXPERIMENTS,
}
"""Kinds that share a page, on which the id is the anchor."""

SECTIONS = frozenset(
    {
        "automations",
        "checklist",
        "documents",
        "entry-criteria",
        "exit-test",
        "figures-elsewhere",
        "last-changes",
        "lifecycle",
        "lifecycles",
        "metrics",
        "objective",
        "pages",
        "milestones",
        "pitfalls",
        "plans",
        "practices",
        "purpose",
        "questions",
        "raci",
        "risks",
        "steps",
        "stuck",
        "timeline",
        "where-next",
    }
)
"""Anchors that templates give to sections of pages on which authors' ids are anchors too."""


class Address(NamedTuple):
    """A place in the handbook."""

    path: str
    anchor: str = ""
    choice: str = ""
    """What the page's own choice is set to: `type=msp` shows a checklist as it is for that type."""


def find_page_path(kind: str, id_: str) -> str:
    """Give the path of an entity's own page."""
    return f"{FOLDERS[kind]}/{id_}.md"


def is_of_records(path: str) -> bool:
    """Tell whether a page says what records say of partners, and nothing else."""
    return path == PORTFOLIO or path.startswith(f"{PARTNERS_FOLDER}/")


def find_partner_list(number: int) -> str:
    """Give the path of a list of partners, from 1."""
    return f"{PARTNERS_FOLDER}/all-{number}.md"


def count_partner_lists(partners: int) -> int:
    """Give how many lists all partners make."""
    return -(-partners // PARTNERS_A_LIST)


def find_booklet_path(path: str) -> str:
    """Give the path of the booklet that belongs to the page at a path."""
    return f"print/{path}"


def make_anchor(id_: str) -> str:
    """Give the anchor of an author's id; one that a section has gets a mark no id can hold."""
    return f"{id_}_" if id_ in SECTIONS else id_


def make_plan_anchor(id_: str) -> str:
    """Give the anchor of a plan on the page where plans are made; the site's script reads it as well."""
    return f"make-{id_}"


def find_address(handbook: Handbook, kind: str, id_: str) -> Address | None:
    """Tell where something stands; None if the handbook does not hold it."""
    if not handbook.knows(kind, id_):
        return None
    match kind:
        case "item":
            return Address(find_page_path("stage", handbook.items[id_].stage.id), id_)
        case "lifecycle":
            return Address(HOME) if id_ == handbook.programme.primary_lifecycle else Address(find_page_path(kind, id_))
        case "tool" if not getattr(handbook.get(kind, id_), "strengths", ()):
            return Address(TOOLS)  # it is named for nothing, so no family lists it
        case _:
            return Address(SHARED[kind], id_) if kind in SHARED else Address(find_page_path(kind, id_))


def write_address(address: Address) -> str:
    """Give the address of a place within the site: `stages/activate/#activate.kickoff`."""
    return find_location(address.path) + (f"#{address.anchor}" if address.anchor else "")


def link_between(here: str, there: Address) -> str:
    """Give the link from the page at the path `here` to an address."""
    if there.path == here and there.anchor:
        return f"#{there.anchor}"
    up, down = here.split("/")[:-1], there.path.split("/")
    while up and len(down) > 1 and up[0] == down[0]:
        up, down = up[1:], down[1:]
    path = "/".join([*[".."] * len(up), *down])
    if there.choice:
        path = f"{path}?{there.choice}"
    return f"{path}#{there.anchor}" if there.anchor else path


def find_location(path: str) -> str:
    """Give the address of a page within the site: `stages/activate.md` → `stages/activate/`."""
    pure = PurePosixPath(path)
    if pure.stem == "index":
        return "" if str(pure.parent) == "." else f"{pure.parent}/"
    return f"{pure.with_suffix('')}/"
