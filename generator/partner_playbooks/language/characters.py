"""Characters by what they do, each kind as the inside of a class of a regular expression: `[{CONTROLS}]`.

The rules of content, of its texts and of plans are made of these, each by its own purpose.
"""

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""Control characters, but for the tab and the line feed."""
TAB = "\t"
LINE_FEED = "\n"
SEPARATORS = "\u2028\u2029"
"""Ends of lines and paragraphs that no editor shows as such."""
DIRECTION_MARKS = "\u061c\u200e\u200f"
"""Marks of direction, which texts in Arabic or Hebrew need beside Latin names."""
DIRECTION_CHANGES = "\u202a-\u202e\u2066-\u2069"
"""What makes a text read in another order than it is written."""
SURROGATES = "\ud800-\udfff"
"""Halves of characters."""
_LAST_TWO = "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
"""The last two of each plane, which are no characters."""
NONCHARACTERS = "\ufdd0-\ufdef" + _LAST_TWO
ZERO_WIDTH_SPACE = "\u200b"
BYTE_ORDER_MARK = "\ufeff"
FORMATS = "\u206a-\u206f\ufff9-\ufffb"
"""What nobody sees and no script needs: old switches of shapes, and marks of annotations."""
TAGS = "\U000e0000-\U000e007f"
"""Letters that nobody sees; flags of parts of countries are spelt with them."""
