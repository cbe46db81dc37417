"""How cells of a foreign sheet look: read by openpyxl, kept as the names XlsxWriter has for it."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from birlik.formats.workbook.cells import Look

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles.colors import Color

#: Colours of a theme in the order in which cells count them.
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")

_USUAL_THEME = dict(
    zip(
        _THEME,
        [
            "FFFFFF",
            "000000",
            "EEECE1",
            "1F497D",
            "4F81BD",
            "C0504D",
            "9BBB59",
            "8064A2",
            "4BACC6",
            "F79646",
            "0000FF",
            "800080",
        ],
        strict=True,
    )
)

_LINES = {
    "thin": 1,
    "medium": 2,
    "dashed": 3,
    "dotted": 4,
    "thick": 5,
    "double": 6,
    "hair": 7,
    "mediumDashed": 8,
    "dashDot": 9,
    "mediumDashDot": 10,
    "dashDotDot": 11,
    "mediumDashDotDot": 12,
    "slantDashDot": 13,
}

_COLOUR = r"^#[0-9A-F]{6}$"
Colour = Annotated[str | None, Field(pattern=_COLOUR)]
Line = Annotated[int | None, Field(ge=1, le=13)]


class CellLook(BaseModel):
    """What is kept of a cell's format; everything else is left out when it is written back."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    bold: Literal[True] | None = None
    italic: Literal[True] | None = None
    underline: Annotated[int | None, Field(ge=1, le=2)] = None
    font_strikeout: Literal[True] | None = None
    font_name: Annotated[str | None, Field(max_length=64)] = None
    font_size: Annotated[float | None, Field(ge=1, le=409)] = None
    font_color: Colour = None
    bg_color: Colour = None
    num_format: Annotated[str | None, Field(max_length=255)] = None
    align: Literal["left", "center", "right", "fill", "justify"] | None = None
    valign: Literal["top", "vcenter", "vjustify"] | None = None
    text_wrap: Literal[True] | None = None
    left: Line = None
    right: Line = None
    top: Line = None
    bottom: Line = None

    def as_look(self) -> Look:
        """Properties of a format, in a fixed order."""
        return tuple(self.model_dump(exclude_none=True).items())


def theme_colours(theme: bytes | None) -> dict[str, str]:
    """Colours of a workbook's theme, by name; those of Office if it says none."""
    found = dict(_USUAL_THEME)
    text = (theme or b"").decode("utf-8", "replace")
    scheme = re.search(r"<(?:\w+:)?clrScheme\b.*?</(?:\w+:)?clrScheme>", text, re.DOTALL)
    for name in _THEME if scheme else ():
        pattern = rf'<(?:\w+:)?{name}>.*?(?:lastClr|val)="([0-9A-Fa-f]{{6}})"'
        match = re.search(pattern, scheme[0] if scheme else "", re.DOTALL)
        if match:
            found[name] = match[1].upper()
    return found


def look_of(cell: Cell, theme: dict[str, str]) -> dict[str, Any]:
    """Look of a cell as a plan keeps it: only what differs from a plain cell."""
    font, fill, alignment, border = cell.font, cell.fill, cell.alignment, cell.border
    kept: dict[str, Any] = {
        "bold": bool(font.b),
        "italic": bool(font.i),
        "underline": {"single": 1, "double": 2}.get(font.u or ""),
        "font_strikeout": bool(font.strike),
        "font_name": font.name if font.name != "Calibri" else None,
        "font_size": font.sz if font.sz != 11 else None,
        "font_color": _colour(font.color, theme, usual="#000000"),
        "num_format": cell.number_format if cell.number_format != "General" else None,
        "align": {"centerContinuous": "center", "general": None}.get(
            alignment.horizontal or "general", alignment.horizontal
        ),
        "valign": {"top": "top", "center": "vcenter", "justify": "vjustify"}.get(
            alignment.vertical or ""
        ),
        "text_wrap": bool(alignment.wrap_text),
    }
    if fill.fill_type == "solid":
        kept["bg_color"] = _colour(fill.fgColor, theme, usual=None)
    for side in ("left", "right", "top", "bottom"):
        line = getattr(border, side)
        kept[side] = _LINES.get((line.style or "") if line else "")
    look = {name: value for name, value in kept.items() if value}
    try:
        return CellLook.model_validate(look).model_dump(exclude_none=True)
    except ValidationError as error:
        odd = {detail["loc"][0] for detail in error.errors()}
        sound = {name: value for name, value in look.items() if name not in odd}
        return CellLook.model_validate(sound).model_dump(exclude_none=True)


def _colour(colour: Color | None, theme: dict[str, str], usual: str | None) -> str | None:
    """Colour as ``#RRGGBB``; None if it is the usual one, or not said."""
    if colour is None:
        return None
    from openpyxl.styles.colors import COLOR_INDEX

    kind, value = colour.type, colour.value
    if kind == "rgb" and len(str(value)) == 8:
        digits = str(value)[2:]
    elif kind == "theme" and 0 <= int(value) < len(_THEME):
        digits = _tinted(theme[_THEME[int(value)]], colour.tint or 0.0)
    elif kind == "indexed" and 0 <= int(value) < len(COLOR_INDEX):
        digits = COLOR_INDEX[int(value)][2:]
    else:
        return None
    shown = f"#{digits.upper()}"
    return None if shown == usual or not re.match(_COLOUR, shown) else shown


def _tinted(digits: str, tint: float) -> str:
    """Colour made lighter (up to 1) or darker (down to -1)."""
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)
