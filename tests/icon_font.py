"""Makes `dashboard/static/icons.woff2`: those icons that our screens use, of all that
Streamlit ships (Material Symbols, Apache License 2.0).

    make icons

The whole font has 4,300 icons and is a third of what a first visit would move.
"""

import re
from pathlib import Path

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

import dashboard

SHIPPED = Path(streamlit.__file__).with_name("static") / "static"
OURS = Path(dashboard.__file__).parent
ICONS = OURS / "static" / "icons.woff2"
_NAME = re.compile(r":material/([a-z0-9_]+):")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def used() -> set[str]:
    """Names of icons in our own code, and in Streamlit's scripts, which show some by
    themselves. They name others as examples only, which cost little.
    """
    sources = (*OURS.rglob("*.py"), *(SHIPPED / "js").glob("*.js"))
    texts = (path.read_text(encoding="utf-8") for path in sources)
    return {name for text in texts for name in _NAME.findall(text)}


def icons_of(font: TTFont) -> dict[str, str]:
    """The glyph of each icon by its name, of which the font makes a ligature."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    found = {}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            for first, ligatures in getattr(table, "ligatures", {}).items():
                for it in ligatures:
                    name = "".join(letters.get(g, "?") for g in (first, *it.Component))
                    found[name] = it.LigGlyph
    return found


def shipped_font() -> TTFont:
    return TTFont(next((SHIPPED / "media").glob("MaterialSymbols-Rounded*.woff2")))


def main() -> None:
    font = shipped_font()
    known = icons_of(font)
    options = subset.Options(layout_closure=False, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(
        glyphs=[known[name] for name in used() if name in known], text=_LETTERS
    )
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(ICONS)
    print(f"{len(icons_of(font))} icons, {ICONS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
