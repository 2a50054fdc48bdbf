# ruff: noqa: T201 - it reports by printing
"""A thousand packs from one list: time for each, memory, and whether either grows with their number.

    .venv/bin/python tests/benchmarks/many_packs.py [COUNT]

The list has twenty wrong rows; the run is killed in the middle and taken up again, and must end as one in peace does.
Times hold against each other within a run only: the machine is not alone.
"""

import csv
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAYBOOKS = Path(sys.executable).with_name("playbooks")
TYPES = ("reseller", "msp", "referral", "isv", "agency", "distributor", "oem", "systems-integrator", "affiliate")
WRONG = 20


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        made = {}
        for size in (count // 4, count):
            made[size] = run(written(base / f"{size}.csv", size), base / str(size))
        small, whole = made.values()
        print(f"time for each of {count} packs against each of {count // 4}: {whole[0] / small[0]:.2f}")
        print(f"memory of the whole against the quarter: {whole[1] / small[1]:.2f}")
        killed(base / f"{count}.csv", base / "killed", count // 2)
        same = digest(base / "killed") == digest(base / str(count))
        print(f"killed in the middle and run again, the result is {'the same' if same else 'ANOTHER'}")


def written(path, count):
    wrong = {(number + 1) * count // (WRONG + 1) for number in range(WRONG)}
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["partner", "type", "tier", "start", "alliance-lead"])
        for number in range(count):
            date = "soon" if number in wrong else f"2027-{number % 12 + 1:02}-{number % 28 + 1:02}"
            out.writerow([f"Partner {number}", TYPES[number % len(TYPES)], "silver", date, "A new user"])
    return path


def command(path, out):
    return [PLAYBOOKS, "plan", "onboarding-90", "--project", ROOT, "--partners", path, "--out", out]


def run(path, out):
    begun = time.perf_counter()
    ended = subprocess.run(command(path, out), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    first, *lines = ended.stdout.splitlines()
    packs = len(list(out.iterdir()))
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(
        f"{first}\n  {seconds:.1f} s, {1000 * seconds / packs:.0f} ms a pack, largest process {kilobytes / 1000:.0f} MB"
    )
    assert len(lines) == WRONG, "the wrong rows are not those that were planted"
    assert all('"soon" is no date' in line for line in lines)
    return seconds / packs, kilobytes


def killed(path, out, enough):
    process = subprocess.Popen(
        command(path, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and (not out.exists() or len(list(out.iterdir())) < enough):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    print(f"killed at {len(list(out.iterdir()))} packs")
    run(path, out)


def digest(folder):
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
