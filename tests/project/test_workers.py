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
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str([1_000_000 + item for item in range(count)])


@pytest.mark.parametrize("started", [0, 1])
def test_all_is_done_here_where_no_further_process_may_start(tmp_path, started):
    script = tmp_path / "script.py"
    refusing = f"""    from multiprocessing import util
    left, start = [1] * {started}, util.spawnv_passfds
    def refuse(*given):
        if not left:
            raise BlockingIOError(11, "no further process")
        left.pop()
        return start(*given)
    util.spawnv_passfds = refuse
"""
    text = SCRIPT.format(at_once=False, deadly=-1, count=64)
    script.write_text(text.replace("    os.cpu_count =", f"{refusing}    os.cpu_count =", 1))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str([1_000_000 + item for item in range(64)])


FORKING = """
import os, sys, threading
from partner_playbooks.project.workers import map_forked

here = os.getpid()
os.cpu_count = lambda: 2

def refuse():
    raise BlockingIOError(11, "no further process")

if sys.argv[2] == "refused":
    os.fork = refuse

def work(item):
    if item == "fails":
        raise ValueError(f"{os.getpid() == here}")
    if item == "dies" and os.getpid() != here:
        os._exit(1)
    if item == "cannot be sent" and os.getpid() != here:
        return lambda: None
    return item, "x" * 500_000, os.getpid() == here

try:
    if sys.argv[2] == "threads":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    items = filter(None, sys.argv[1].split(","))
    print([(item, len(text), is_here) for item, text, is_here in map_forked(work, items)])
except ValueError as error:
    print("ValueError", error)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are forked")
@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ("", []),
        ("a", [("a", True)]),
        ("a,b,c", [("a", True), ("b", False), ("c", False)]),
        ("a,dies,c", [("a", True), ("dies", True), ("c", False)]),
        ("a,cannot be sent", [("a", True), ("cannot be sent", True)]),
        ("a,fails,c", "ValueError True"),
        ("fails,b", "ValueError True"),
    ],
)
@pytest.mark.parametrize("alone", ["alone", "threads", "refused"])
def test_what_is_made_of_memory_is_made_in_forked_processes_and_told_here(tmp_path, items, wanted, alone):
    script = tmp_path / "script.py"
    script.write_text(FORKING)
    done = subprocess.run(
        [sys.executable, script, items, alone], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    if isinstance(wanted, list):
        wanted = str([(item, 500_000, is_here or alone != "alone") for item, is_here in wanted])
    assert done.stdout.strip() == wanted
