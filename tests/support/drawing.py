"""Texts drawn from all of Unicode, as nobody would think of them."""

import json
import random

BLOCKS = [
    *[(0x20, 0x7E)] * 3,
    *[(0xA0, 0x2FF), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0xEFF), (0x1000, 0x109F)],
    *[(0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x2BFF), (0x3000, 0x30FF), (0x4E00, 0x9FFF)],
    *[(0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xE000, 0xF8FF), (0xFB00, 0xFDFF), (0xFE00, 0xFFFF)],
    *[(0x10000, 0x1FFFF), (0x1F300, 0x1FAFF), (0x20000, 0x2FFFF), (0x30000, 0x3FFFF), (0xE0000, 0xE01FF)],
    *[(0xF0000, 0xFFFFF), (0x100000, 0x10FFFF), (0x40000, 0xDFFFF), (0x00, 0x9F)],
]
"""Ranges of code points, from all planes; each is as likely as any other, and common letters more so."""


def draw_text(rng, most=40):
    """Give a text of characters of a few blocks, some of which no text may hold."""
    blocks = rng.sample(BLOCKS, rng.randrange(1, 4))
    text = "".join(chr(rng.randint(*rng.choice(blocks))) for _ in range(rng.randrange(1, most)))
    return json.loads(json.dumps(text))  # two halves that meet are one character


def draw_texts(seed, count, most=40):
    rng = random.Random(seed)
    return [draw_text(rng, most) for _ in range(count)]
