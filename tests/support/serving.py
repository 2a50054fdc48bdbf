"""A folder over HTTP, as a web server gives it that says what `_headers` of each site asks for."""

import fnmatch
import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path


def list_rules(text):
    """Give the rules of a `_headers` file: the pattern of paths of each, and its lines."""
    rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line, []))
        elif line.strip():
            rules[-1][1].append(line.strip())
    return rules


def join_headers(text, path):
    """Give the headers of a path as Cloudflare Pages finds them: rules add to each other, and `!` takes away."""
    found = {}
    for pattern, lines in list_rules(text):
        if fnmatch.fnmatchcase(path, pattern):
            for line in sorted(lines, key=lambda line: not line.startswith("! ")):
                name, _, value = line.partition(": ")
                if line.startswith("! "):
                    found.pop(line[2:], None)
                else:
                    found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def override_headers(text, path):
    """Give the headers of a path as Netlify finds them: a later rule holds, and a line without a colon is nothing."""
    found = {}
    for pattern, lines in list_rules(text):
        if fnmatch.fnmatchcase(path, pattern):
            found |= dict(line.split(": ", 1) for line in lines if ":" in line)
    return found


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        for name, value in self._wanted().items():
            self.send_header(name, value)
        super().end_headers()

    def _wanted(self):
        folder = Path(self.translate_path(self.path))
        for site in (folder, *folder.parents):
            if site.is_relative_to(self.directory) and (site / "_headers").is_file():
                path = folder.relative_to(site).as_posix()
                end = "/" if self.path.partition("?")[0].endswith("/") and path != "." else ""
                return join_headers((site / "_headers").read_text(), f"/{'' if path == '.' else path}{end}")
        return {}

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder, port=0):
    """Give the address below which a folder is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
