"""However a word that must not leave is spelt, it is found; words that only hold it are not."""

from datetime import date

import pytest
from running import ROOT

from partner_playbooks.checks.examination import examine
from partner_playbooks.project.folder import Project, read_content

FILES, _ = read_content(Project(ROOT / "tests" / "checks" / "base"))
FINANCE = "content/roles/finance.yml"
PROGRAMME = "content/programme.yml"


def found_in(words):
    """Check a mission that partners may read, where "Project Falcon" must not leave."""
    mission = f'audience: partner\nmission: "{words}"\n'.encode()
    role = b"".join(
        mission if line.startswith(b"mission:") else line for line in FILES[FINANCE].splitlines(keepends=True)
    )
    assert mission in role
    programme = FILES[PROGRAMME].replace(b"confidential_words:\n", b"confidential_words:\n  - word: Project Falcon\n")
    diagnostics = examine({**FILES, FINANCE: role, PROGRAMME: programme}, date(2026, 11, 10)).diagnostics
    return [found.code for found in diagnostics if found.code == "PB502"]


@pytest.mark.parametrize(
    "words",
    [
        "It pays for project falcon.",
        "project-falcon",
        "Project_Falcon",
        "ProjectFalcon",
        "Project \u2013 Falcon",
        "Project\u00a0Falcon",
        "Pro\u00adject Fal\u200dcon",
        "\uff30roject Falcon",
        "The **Project** *Falcon* team",
        "See [the plan](https://example.com/project-falcon/plan).",
        "See [the plan](https://example.com/project%20falcon).",
        "Write to [us](mailto:project_falcon@example.com).",
    ],
)
def test_a_confidential_word_is_found_in_any_spelling(words):
    assert found_in(words) == ["PB502"]


@pytest.mark.parametrize("words", ["The project: falcons.", "Subproject falcon", "Project. Falcon", "A falcon project"])
def test_other_words_are_not(words):
    assert found_in(words) == []
