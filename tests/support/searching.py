"""What search finds of the shipped content, in both editions, and the site's own search run by Node."""

import json
from functools import cache
from pathlib import Path

import yaml
from javascript import computed
from running import ROOT
from shipped import EXAMINED

from partner_playbooks.finding.index_file import write_index
from partner_playbooks.finding.indexing import index_edition
from partner_playbooks.finding.ranking import search
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.pages.parts.writers import EditionWriter
from partner_playbooks.project.folder import Project
from partner_playbooks.project.theme_files import read_theme

MODULES = ("searchwords", "searchindex", "ranking")
STEMMERS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "theme" / "stemmers").glob("*.js")}
QUERIES = Path(__file__).parents[1] / "finding"
_FOUND = """({ script, queries }) => {
    const { file, stem } = new Function(`${script}; return { file: SEARCH_INDEX, stem: SEARCH_STEM };`)();
    const index = openIndex(file, stem);
    return queries.map((query) => ({
        found: search(index, query).map(({ number, stems }) => [number, stems]),
        nearest: [...nameNearest(index, query)],
    }));
}"""


def make_index(handbook):
    theme = read_theme(Project(ROOT))
    return index_edition(EditionWriter.of(handbook, theme), theme, render_pages(handbook, theme))


@cache
def index_of(edition):
    """Give the index of an edition of the shipped content."""
    return make_index(EXAMINED.handbook.project(edition))


def script_of(index):
    return write_index(index, STEMMERS, {})


def found_by_site(index, queries):
    """Give what the site's search answers to each query: entries by their number, and words that it took for others."""
    return computed(_FOUND, {"script": script_of(index), "queries": list(queries)}, MODULES)


def names(index, query, most=50):
    """Give what a query finds, as `metric:activation-rate`, the best first."""
    entries = (index.entries[found.number] for found in search(index, query, most))
    return [f"{entry.kind}:{entry.id}" for entry in entries]


def read_queries(name="queries.yml"):
    """Yield role, query and the places that are right, of a file of queries."""
    for role, queries in yaml.safe_load((QUERIES / name).read_text(encoding="utf-8")).items():
        for query, right in queries.items():
            yield role, str(query), right


def edition_of(role):
    return Audience.PARTNER if role == "partner" else Audience.INTERNAL


def as_json(script, name):
    """Give the data of a script that holds one constant of that name."""
    return json.loads(script.partition(f"const {name} = ")[2].partition(";\n")[0])
