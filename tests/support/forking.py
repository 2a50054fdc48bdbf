"""The command, run in processes forked from one in which all is imported: half of a short build is importing."""

import json
import os
import subprocess
import sys
from typing import NamedTuple


class Done(NamedTuple):
    """What became of a command."""

    returncode: int
    stderr: str


class ForkedCommand:
    """A process that runs the command as often as it is asked, in a process of its own each time."""

    def __init__(self, environment):
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            # or the command begins anew in UTF-8
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )

    def run(self, stderr, *arguments):
        """Run the command; what it says of faults is written into a file."""
        self._process.stdin.write(json.dumps([str(stderr), *map(str, arguments)]) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return Done(code, stderr.read_text(encoding="utf-8"))

    def end(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve():
    """Run the command with each line of input, and answer with how it ended."""
    from importlib import import_module

    for name in ("build_command", "editions"):
        import_module(f"partner_playbooks.cli.{name}")
    from partner_playbooks.cli import main

    for line in sys.stdin:
        stderr, *arguments = json.loads(line)
        child = os.fork()
        if not child:
            files = [
                os.open(os.devnull, os.O_RDWR),
                os.open(os.devnull, os.O_RDWR),
                os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            ]
            for number, file in enumerate(files):
                os.dup2(file, number)
            sys.argv = ["playbooks", *arguments]
            main()
            sys.exit()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
