"""What the tests of editing share."""

import functools

import pytest

from partner_playbooks.checks import examine as build


@pytest.fixture(autouse=True, scope="module")
def files_parsed_once():
    """Keep files that are the same from one reading to the next: parsing them is much of the work here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "parse", functools.lru_cache(maxsize=2000)(build.parse))
        yield
