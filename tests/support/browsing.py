"""What readers do with the site's panels, in Chromium."""

import base64
import zlib

EVIL = '<img src=x onerror="alert(1)">'
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def link_to(text):
    """Give the end of an address that carries a text, as the script packs it."""
    packer = zlib.compressobj(wbits=-15)
    raw = packer.compress(text.encode()) + packer.flush()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def give(page, button, text):
    """Answer the file chooser that a button opens, though the button may be folded away."""
    with page.expect_file_chooser() as chooser:
        button.evaluate("button => button.click()")
    chooser.value.set_files({"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})


def saved(page, button):
    """Give the text of the file that a button gives, and its name."""
    with page.expect_download() as download:
        button.evaluate("button => button.click()")
    return download.value.path().read_bytes().decode(), download.value.suggested_filename
