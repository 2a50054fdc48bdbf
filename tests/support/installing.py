"""Commands in an environment that holds what was installed into it, and nothing of this checkout."""

import os
import subprocess


def clean(binaries, script, *, cwd, code=0, **environment):
    """Run a shell script with an environment's commands and the system's, and with nothing of this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "GIT_"))}
    path = f"{binaries}:{os.defpath}:/usr/local/bin:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=cwd,
        env={**kept, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, script + done.stdout + done.stderr
    return done.stdout + done.stderr
