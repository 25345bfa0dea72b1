"""Make the figures face: Be Vietnam Pro's digits on one advance width, for the number columns of a PDF.

Run `python reports/fonts/make_figures_face.py` (needs fontTools); it writes two small fonts beside itself.
Be Vietnam Pro has proportional digits (1 is 385 wide, 4 is 710) and no `tnum` feature, so columns of it
would be ragged. Its licence, the SIL Open Font License 1.1, reserves no name; a changed copy stays under it.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

HERE = Path(__file__).parent
ADVANCE = {"Regular": 628, "SemiBold": 640}
"""In thousandths of the size; the widest outline, that of 4, is 589."""
GLYPHS = "0123456789,.–−+<%() \u00a0*…tk"


def make(source: Path, target: Path, weight: str) -> None:
    """Write the digits of `source`, centred on one advance, with the few signs a number cell needs."""
    font = TTFont(source, recalcTimestamp=False)
    _give_digits_one_width(font, ADVANCE[weight])
    keep = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
    keep.populate(text=GLYPHS)
    keep.subset(font)
    _rename(font, weight)
    font.save(target)


def _give_digits_one_width(font: TTFont, advance: int) -> None:
    names, shapes, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
    for name in (names[ord(digit)] for digit in "0123456789"):
        shape = shapes[name]
        left = round((advance - (shape.xMax - shape.xMin)) / 2)
        shape.coordinates.translate((left - shape.xMin, 0))
        shape.recalcBounds(shapes)
        widths[name] = (advance, shape.xMin)


def _rename(font: TTFont, weight: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = f"Hai Long Figures {weight}"
        if record.nameID == 6:
            record.string = f"HaiLongFigures-{weight}"


if __name__ == "__main__":
    with as_file(files("fontpkg_be_vietnam_pro") / "files") as folder:
        for each in ADVANCE:
            make(folder / f"BeVietnamPro-{each}.ttf", HERE / f"HaiLongFigures-{each}.ttf", each)
