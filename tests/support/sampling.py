"""Cases of a test of which a few are quick, and all run in `make test-all`."""

import pytest


def some(cases, quick=3):
    """Give the cases as parameters; all but `quick` of them, spread evenly, are marked slow."""
    cases = list(cases)
    chosen = {round(at * (len(cases) - 1) / max(quick - 1, 1)) for at in range(quick)}
    return [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=() if at in chosen else pytest.mark.slow)
        for at, case in enumerate(cases)
    ]
