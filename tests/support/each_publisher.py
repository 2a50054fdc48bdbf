"""Every publisher as a parameter of tests: the first in `make test`, the others in `make test-all`."""

import pytest

from partner_playbooks.publishing.publishers import PUBLISHERS

FIRST, *OTHERS = PUBLISHERS
EACH_PUBLISHER = [FIRST, *(pytest.param(name, marks=pytest.mark.slow) for name in OTHERS)]
