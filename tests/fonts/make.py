#!/usr/bin/env python3
"""Makes three-letters.ttf (needs fontTools): U+10FA00, which is set aside for private use, as a bar, and two Hebrew
letters, a square and a thin line, so that their order shows."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def box(left, low, right, high):
    pen = TTGlyphPen(None)
    pen.moveTo((left, low))
    for point in [(left, high), (right, high), (right, low)]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


glyphs = {
    ".notdef": (box(50, 0, 450, 700), 500),
    "bar": (box(50, 300, 950, 450), 1000),
    "alef": (box(50, 0, 550, 600), 600),
    "bet": (box(50, 0, 110, 600), 160),
}
font = FontBuilder(1000, isTTF=True)
font.setupGlyphOrder(list(glyphs))
font.setupCharacterMap({0x10FA00: "bar", 0x5D0: "alef", 0x5D1: "bet"})
font.setupGlyf({name: glyph for name, (glyph, _) in glyphs.items()})
font.setupHorizontalMetrics({name: (width, 50) for name, (_, width) in glyphs.items()})
font.setupHorizontalHeader(ascent=900, descent=-200)
names = {"familyName": "Three Letters", "styleName": "Regular", "uniqueFontIdentifier": "three-letters"}
font.setupNameTable(names | {"fullName": "Three Letters", "psName": "ThreeLetters-Regular", "version": "Version 1.0"})
font.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
font.setupPost()
font.font.recalcTimestamp = False
font.font["head"].created = font.font["head"].modified = 0
font.save(Path(__file__).with_name("three-letters.ttf"))
