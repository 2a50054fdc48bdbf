"""Work that is spread: it comes back in its order, whatever becomes of the processes that do it."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import multiprocessing, os, sys
from partner_playbooks.project import workers

if {at_once} and __name__ == "__mp_main__":
    os._exit(1)

def work(context, item):
    if item == {deadly} and multiprocessing.parent_process() is not None:
        os._exit(1)
    return len(context) + item

if __name__ == "__main__":
    os.cpu_count = lambda: 2
    print(list(workers.spread_work(work, "x" * 1_000_000, range({count}))))
"""


@pytest.mark.parametrize(
    ("at_once", "deadly", "count"),
    [(False, -1, 64), (False, -1, 5), (True, -1, 64), (False, 0, 64), (False, 41, 64), (False, 63, 64)],
    ids=["all live", "too few to share", "none lives", "the first kills", "one in the middle", "the last"],
)
def test_all_is_done_in_order_even_if_processes_are_killed(tmp_path, at_once, deadly, count):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(at_once=at_once, deadly=deadly, count=count))
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=120, check=False, env={**os.environ}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str([1_000_000 + item for item in range(count)])
