"""Where the words of a PDF file stand: the box of each run of characters, as its fonts are wide."""

import io

import pypdf
from pypdf.generic import ContentStream

_PLAIN = (1, 0, 0, 1, 0, 0)


def runs(raw):
    """Yield page, left, right, base line and size in points of each run of characters that is drawn."""
    reader = pypdf.PdfReader(io.BytesIO(raw))
    for number, page in enumerate(reader.pages):
        fonts = {name: _widths(font.get_object()) for name, font in page["/Resources"].get("/Font", {}).items()}
        yield from ((number, *box) for box in _drawn(ContentStream(page.get_contents(), reader).operations, fonts))


def _drawn(operations, fonts):  # noqa: C901 - one operator after the other
    matrix, stack, text, font, size = _PLAIN, [], _PLAIN, None, 1
    for operands, operator in operations:
        match operator:
            case b"q":
                stack.append(matrix)
            case b"Q":
                matrix = stack.pop()
            case b"cm":
                matrix = _times(tuple(map(float, operands)), matrix)
            case b"BT":
                text = _PLAIN
            case b"Tf":
                font, size = operands[0], float(operands[1])
            case b"Tm":
                text = tuple(map(float, operands))
            case b"Td":
                text = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), text)
            case b"Tj" | b"TJ":
                parts = operands[0] if operator == b"TJ" else operands
                wide = sum(_wide(part, fonts[font]) for part in parts) / 1000 * size
                place = _times(text, matrix)
                yield place[4], place[4] + wide * place[0], place[5], abs(size * place[3])
                text = _times((1, 0, 0, 1, wide, 0), text)


def _times(one, other):
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _wide(part, widths):
    if isinstance(part, (int, float)):
        return -float(part)
    codes = part.original_bytes
    return sum(widths.get(int.from_bytes(codes[at : at + 2], "big"), 1000) for at in range(0, len(codes), 2))


def _widths(font):
    given, found = list(font["/DescendantFonts"][0].get_object()["/W"]), {}
    while given:
        first, second = given.pop(0), given.pop(0)
        if isinstance(second, list):
            found |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            width = float(given.pop(0))
            found |= dict.fromkeys(range(first, second + 1), width)
    return found
