"""What the tests of editing share."""

import functools

import pytest

from partner_playbooks.checks import examination


@pytest.fixture(autouse=True, scope="module")
def files_parsed_once():
    """Keep files that are the same from one reading to the next: parsing them is much of the work here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(examination, "parse_file", functools.lru_cache(maxsize=2000)(examination.parse_file))
        yield
