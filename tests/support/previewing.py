"""`playbooks serve` as a process, and waiting for what it does."""

import re
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from running import PLAYBOOKS

ADDED = re.compile(r'<script src="/_preview/client.js"[^>]*></script>\n|\?look=\w+(?=")')


def wait_for(find, seconds=60):
    """Give what `find` finds, as soon as it does."""
    end = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


class Preview:
    """A running preview whose temporary files lie in a folder of their own."""

    def __init__(self, project, folder, port=0, path="", command=PLAYBOOKS):
        self.project = project
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.words_file = folder.with_suffix(".txt")
        with self.words_file.open("w") as out:
            self.process = subprocess.Popen(
                [command, "serve", "--project", project, "--port", str(port)],
                stderr=out,
                env={"TMPDIR": str(folder), "PATH": path},
                start_new_session=True,
            )
        self.address = wait_for(lambda: re.search(r"http://\S+", self.words)).group()
        self.port = int(self.address.rsplit(":", 1)[1].strip("/"))

    @property
    def words(self):
        return self.words_file.read_text()

    def get(self, place=""):
        """Give a page as the site holds it: without the script that the preview puts in, and the names of its look."""
        try:
            with urllib.request.urlopen(self.address + place) as answer:
                return ADDED.sub("", answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return ADDED.sub("", error.read().decode())

    def shows(self, words, place="stages/onboard/"):
        wait_for(lambda: words in self.get(place))

    @property
    def builds(self):
        """How many times a whole site was built."""
        return self.words.count("Built.")

    def processes(self, module=""):
        """Give the processes that work in our folder, besides the preview itself; or those of a module alone."""
        return [
            path.parent.name
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if f"{self.folder}/".encode() in _read(path) and module.encode() in _read(path)
        ]

    def publishers(self):
        """Give the processes that build a whole site."""
        return self.processes("mkdocs_build")

    def kill(self):
        self.process.kill()
        self.process.wait()
        wait_for(lambda: not self.processes())  # a build that it had begun ends by itself


def _read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""
