"""Golden files: what is made must be what was accepted, byte for byte."""


def compare(request, path, made):
    """Compare a text with the golden file at `path`; with `--update-golden`, accept it."""
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{path} is missing: run `make golden`, and read it"
    assert made == path.read_bytes().decode("utf-8"), "run `make golden`, and read the difference"
