"""The command, run in processes forked from one in which all is imported: half of a short build is importing."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


class ForkedCommand:
    """A process that runs the command as often as it is asked, in a process of its own each time."""

    def __init__(self, **environment):
        self.environment = {**os.environ, **environment}
        self._said = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**self.environment, "PYTHONUTF8": "1"},  # or the command would begin anew in UTF-8
        )

    def run(self, *arguments):
        """Run the command in the folder that this process is in; give what became of it, as `subprocess.run` does."""
        said = [Path(self._said.name) / name for name in ("stdout", "stderr")]
        order = {"arguments": list(map(str, arguments)), "said": list(map(str, said)), "folder": str(Path.cwd())}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(order["arguments"], code, *(path.read_text("utf-8") for path in said))

    def end(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._said.cleanup()


def serve():
    """Run the command with each line of input, and answer with how it ended."""
    from importlib import import_module
    from pkgutil import iter_modules

    from partner_playbooks import cli

    for module in iter_modules(cli.__path__):
        import_module(f"partner_playbooks.cli.{module.name}")
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            os.chdir(order["folder"])
            files = [os.open(os.devnull, os.O_RDONLY)]
            files += [os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for name in order["said"]]
            for number, file in enumerate(files):
                os.dup2(file, number)
                os.close(file)
            sys.argv = ["playbooks", *order["arguments"]]
            cli.main()
            sys.exit()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
