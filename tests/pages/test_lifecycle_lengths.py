"""Nothing knows "nine": lifecycles of four and of fifteen stages, each with its map, its strip and its neighbours."""

import re
from datetime import date

import pytest
import yaml

from partner_playbooks.checks.examination import examine
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.pages.page_kinds import render_pages
from partner_playbooks.project import resources


def handbook(stages, phases):
    """The skeleton with as many stages, in as many phases, as asked for."""
    base = resources.find_skeleton()
    files = {path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*.yml")}
    stage = files.pop("content/stages/onboard.yml").decode()
    names = [f"step-{number}" for number in range(1, stages + 1)]
    for name in names:
        own = re.sub(r"\bonboard(?=\.|$)", name, stage, flags=re.MULTILINE).replace(
            "title: Onboard", f"title: {name.title()}"
        )
        files[f"content/stages/{name}.yml"] = own.encode()
    lifecycle = yaml.safe_load(files["content/lifecycles/our-lifecycle.yml"])
    part = lifecycle["phases"][0]
    size = -(-stages // phases)
    lifecycle["phases"] = [
        {**part, "id": f"part-{start}", "title": f"Part {start}", "stages": names[start : start + size]}
        for start in range(0, stages, size)
    ]
    files["content/lifecycles/our-lifecycle.yml"] = yaml.safe_dump(lifecycle).encode()
    examined = examine(files, date(2026, 11, 22))
    assert not examined.has_errors
    return examined.handbook


@pytest.mark.parametrize(("stages", "phases"), [(4, 1), (15, 8)])
@pytest.mark.parametrize("audience", Audience)
def test_any_number_of_stages(stages, phases, audience, theme):
    made = {page.path: page.markdown for page in render_pages(handbook(stages, phases).project(audience), theme)}
    on_map = re.findall(r"^ +(\d+)\. \[Step-\d+\]", made["index.md"], re.MULTILINE)
    assert on_map == [str(number) for number in range(1, stages + 1)]
    for number in range(1, stages + 1):
        text = made[f"stages/step-{number}.md"]
        assert f"stage {number} of {stages}" in text
        assert f"{number}. **Step-{number}**" in text
        assert ("](step-1.md){ .previous }" in text) == (number == 2)
