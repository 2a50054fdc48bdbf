"""A folder over HTTP, as a web server gives it that says what `_headers` of each site asks for."""

import functools
import http.server
import threading
from contextlib import contextmanager
from pathlib import Path


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        for name, value in self._wanted():
            self.send_header(name, value)
        super().end_headers()

    def _wanted(self):
        folder = Path(self.translate_path(self.path))
        for site in (folder, *folder.parents):
            if site.is_relative_to(self.directory) and (site / "_headers").is_file():
                lines = (site / "_headers").read_text().splitlines()[1:]
                return [tuple(line.strip().split(": ", 1)) for line in lines]
        return []

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    """Give the address below which a folder is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
