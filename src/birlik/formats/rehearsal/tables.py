"""Tables of the page, each cell escaped unless it is made of parts that are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

#: Shares below which a chance is shown as low, and as worth a look.
_LOW, _SOME = 0.5, 0.8


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    html : str
        Its text, or HTML whose parts are escaped if `is_html`.
    number : bool
        Whether it stands to the right.
    wide : bool
        Whether it is left out on a narrow page.
    look : str
        A class more.
    is_html : bool
    """

    html: str
    number: bool = False
    wide: bool = False
    look: str = ""
    is_html: bool = False

    def written(self, tag: str) -> str:
        """HTML of the cell."""
        classes = [
            name
            for name, wanted in (("number", self.number), ("wide", self.wide), (self.look, True))
            if wanted and name
        ]
        attribute = f' class="{" ".join(classes)}"' if classes else ""
        scope = ' scope="row"' if tag == "th" else ""
        content = self.html if self.is_html else escape(self.html)
        return f"<{tag}{scope}{attribute}>{content}</{tag}>"


def table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    wide: Sequence[int] = (),
) -> str:
    """Table whose first column names each row; columns in `wide` are left out on a narrow page."""
    lines = list(rows)
    sample = lines[0] if lines else ()
    top = "".join(
        f'<th scope="col" class="{_classes(sample, number, wide)}">{escape(head)}</th>'
        for number, head in enumerate(heads)
    )
    body = "\n".join(
        "<tr>"
        + "".join(cell.written("td" if number else "th") for number, cell in enumerate(line))
        + "</tr>"
        for line in lines
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _classes(sample: Sequence[Cell], number: int, wide: Sequence[int]) -> str:
    right = number < len(sample) and sample[number].number
    return " ".join(
        name for name, wanted in (("number", right), ("wide", number in wide)) if wanted
    )


def share(part: float) -> str:
    """Share from 0 to 1 as a percentage; what is not all or none is not shown as such."""
    if 0 < part < 0.005:
        return "< 1 %"
    if 0.995 <= part < 1:
        return "> 99 %"
    return f"{100 * part:.0f} %"


def percent(part: float) -> Cell:
    """Cell of a chance, marked if it is low."""
    look = "low" if part < _LOW else "some" if part < _SOME else ""
    return Cell(share(part), number=True, look=look)


def minutes(length: float) -> str:
    """Length of time: ``35 min``, ``4 h 10 min``."""
    whole = round(length)
    if abs(whole) < 180:
        return f"{whole} min"
    hours, rest = divmod(abs(whole), 60)
    return f"{'-' if whole < 0 else ''}{hours:,} h" + (f" {rest} min" if rest else "")


def number(value: float, decimals: int, sign: bool = False) -> str:
    """Number with decimals, and with its sign if asked for."""
    rounded = round(value, decimals) + 0.0  # no -0.00
    return f"{rounded:{'+' if sign and rounded else ''},.{decimals}f}"
