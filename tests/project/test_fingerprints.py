"""What is kept is told apart by the version of all that made it: no module of ours is left out."""

from functools import cache

import grimp
import pytest

from partner_playbooks.project.resources import PUBLISHING, READING

PACKAGE = "partner_playbooks"
MAKERS = {
    f"{PACKAGE}.project.kept_documents": READING,
    f"{PACKAGE}.publishing.mkdocs_build": PUBLISHING,
    f"{PACKAGE}.publishing.booklets": PUBLISHING,
    f"{PACKAGE}.publishing.policy": PUBLISHING,
    f"{PACKAGE}.publishing.checkboxes": PUBLISHING,  # Python-Markdown loads these two by their names
    f"{PACKAGE}.publishing.folding": PUBLISHING,
}


@cache
def graph():
    return grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)


@pytest.mark.parametrize("maker", MAKERS)
def test_all_that_a_maker_of_kept_work_runs_is_in_its_fingerprint(maker):
    folders = tuple(f"{PACKAGE}.{folder.replace('/', '.')}" for folder in MAKERS[maker])
    run = graph().find_upstream_modules(maker) | {maker}
    assert {module for module in run if not module.startswith(folders)} == set()


def test_whoever_asks_for_the_fingerprint_of_a_part_is_among_them():
    """All others ask for that of everything."""
    asked = graph().find_modules_that_directly_import(f"{PACKAGE}.project.resources")
    named = ("fingerprint_reading", "fingerprint_publishing")
    found = {
        module
        for module in asked
        for each in graph().get_import_details(importer=module, imported=f"{PACKAGE}.project.resources")
        if any(name in each["line_contents"] for name in named)
    }
    assert found == {module for module in MAKERS if not module.endswith(("checkboxes", "folding"))}
