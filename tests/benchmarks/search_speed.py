# ruff: noqa: T201 - it reports by printing
"""How soon the first result is there: our search beside Material's own, on the same pages, in one run.

    python tests/benchmarks/search_speed.py [internal|partner]

Both sites are served compressed. Cold is from the key that opens the search, on a page that has loaded nothing of it,
to the first result, the words given at once; warm the same once more, on the same page. The phone has a processor that
is four times slower, and a line of 4 Mbit/s with 60 ms. Each is the median of five.
"""

import functools
import gzip
import http.server
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import ClassVar

import yaml
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WORDS = "kickoff agenda"
TRIES = 5
OURS, MATERIALS = ".search__results a", ".md-search-result__link"
PEER = """
site_name: Peer
docs_dir: docs
site_dir: peer
theme: {name: material, font: false, features: [navigation.tabs, navigation.prune]}
plugins: [search]
markdown_extensions: [abbr, admonition, attr_list, def_list, md_in_html, sane_lists, tables, {toc: {permalink: true}}]
"""


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files compressed, as a host does."""

    cache: ClassVar[dict[str, bytes]] = {}

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        key = str(path)
        if key not in self.cache:
            self.cache[key] = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(key))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.cache[key])))
        self.end_headers()
        return self.wfile.write(self.cache[key])

    def log_message(self, *_):
        pass


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Compressed, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def make_sites(folder, edition):
    """Build our site, and one of the same pages as plain MkDocs with Material makes it."""
    staging = folder / "staging"
    subprocess.run([BIN / "playbooks", "stage", staging, "--edition", edition], cwd=ROOT, check=True)
    subprocess.run([BIN / "playbooks", "build", "--edition", edition], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    nav = yaml.unsafe_load((staging / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    (staging / "peer.yml").write_text(PEER + yaml.safe_dump({"nav": nav}, allow_unicode=True), encoding="utf-8")
    subprocess.run([BIN / "mkdocs", "build", "-q", "-f", staging / "peer.yml"], check=True)
    return ROOT / "site" / edition, staging / "peer"


def count_search(answer):
    """Give the bytes of an answer that is of the search alone; Material asks for its index when a page opens."""
    return int(answer.headers.get("content-length", 0)) if "/search" in answer.url else 0


def measure(browser, address, result, *, slow):
    cold, warm, loaded = [], [], 0
    for _ in range(TRIES):
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if slow else {"width": 1280, "height": 800}
        )
        page = context.new_page()
        sizes = []
        page.on("response", lambda answer, sizes=sizes: sizes.append(count_search(answer)))
        page.goto(f"{address}stages/activate/", wait_until="networkidle")
        session = context.new_cdp_session(page)
        if slow:
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            line = {"offline": False, "latency": 60, "downloadThroughput": 4e6 / 8, "uploadThroughput": 1e6 / 8}
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", line)
        for times in (cold, warm):
            begun = time.perf_counter()
            page.keyboard.press("/")
            page.keyboard.insert_text(WORDS[:-1])
            page.keyboard.press(WORDS[-1])  # Material waits for a key
            page.locator(result).first.wait_for()
            times.append(time.perf_counter() - begun)
            page.keyboard.press("Control+A")
            page.keyboard.press("Delete")
            page.keyboard.press("Escape")
            page.locator(result).first.wait_for(state="hidden")
            page.wait_for_timeout(500)  # Material's closes by and by
        loaded = sum(sizes)
        context.close()
    return statistics.median(cold), statistics.median(warm), loaded


def main():
    edition = (sys.argv[1:] or ["internal"])[0]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        ours, peer = make_sites(Path(name), edition)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        print(f"{edition}: {'search':<10} {'window':<8} {'cold':>7} {'warm':>7} {'loaded':>9}")
        for title, folder, result in (("ours", ours, OURS), ("Material", peer, MATERIALS)):
            for slow in (False, True):
                cold, warm, loaded = measure(browser, serve(folder), result, slow=slow)
                window = "phone" if slow else "desktop"
                print(f"{edition}: {title:<10} {window:<8} {cold:6.2f}s {warm:6.2f}s {loaded / 1000:6.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
