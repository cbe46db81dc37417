"""Plots as SVG that grow with the page while their letters keep their size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

#: Height of a plot and of the room for words under it, in pixels.
_HEIGHT, _FOOT, _HEAD = 190, 24, 20

#: Words under a plot that fit beside each other on the narrowest page.
_WORDS = 5


@dataclass(frozen=True)
class Column:
    """One column of a plot.

    Attributes
    ----------
    value : float
        Its height.
    words : str
        What stands under it, if there is room.
    told : str
        What it says, for those who point at it or listen.
    mark : float or None
        Another value of the same scale, drawn as a line across the column.
    """

    value: float
    words: str
    told: str
    mark: float | None = None


def columns(
    columns: Sequence[Column], about: str, *, line: tuple[float, str] | None = None, most: str = ""
) -> str:
    """Columns side by side.

    Parameters
    ----------
    columns : sequence of Column
    about : str
        What the plot shows, for those who do not see it.
    line : (float, str), optional
        Where from left (0) to right (1) an upright line stands, and its words.
    most : str
        What the highest value is, in words; it stands at the top.
    """
    if not columns:
        return ""
    height, width = _HEIGHT - _FOOT - _HEAD, 100 / len(columns)
    greatest = max(max(c.value, c.mark or 0) for c in columns) or 1
    floor = _HEAD + height
    parts = [
        f'<line class="axis" x1="0" x2="100%" y1="{floor}" y2="{floor}"/>',
        f'<line class="grid" x1="0" x2="100%" y1="{_HEAD}" y2="{_HEAD}"/>',
        f'<text class="scale" x="0" y="{_HEAD - 6}">{escape(most)}</text>',
    ]
    every = max(1, -(-len(columns) // _WORDS))
    for number, column in enumerate(columns):
        tall, left = height * column.value / greatest, number * width
        parts.append(
            f'<rect class="column" x="{left + width * 0.1:.2f}%" width="{width * 0.8:.2f}%" '
            f'y="{floor - tall:.1f}" height="{tall:.1f}"><title>{escape(column.told)}</title></rect>'
        )
        if column.mark is not None:
            at = floor - height * column.mark / greatest
            parts.append(
                f'<line class="mark" x1="{left + width * 0.04:.2f}%" '
                f'x2="{left + width * 0.96:.2f}%" y1="{at:.1f}" y2="{at:.1f}"/>'
            )
        if number % every == 0 and column.words:
            parts.append(
                f'<text class="words" x="{left + width / 2:.2f}%" y="{_HEIGHT - 7}" '
                f'text-anchor="{_anchor(left + width / 2)}">{escape(column.words)}</text>'
            )
    if line is not None:
        at, words = min(1.0, max(0.0, line[0])) * 100, line[1]
        parts.append(
            f'<line class="planned" x1="{at:.2f}%" x2="{at:.2f}%" y1="{_HEAD}" y2="{floor}"/>'
            f'<text class="planned-words" x="{at:.2f}%" y="{_HEAD - 6}" '
            f'text-anchor="{"end" if at > 50 else "start"}">{escape(words)}</text>'
        )
    return (
        f'<svg class="plot" width="100%" height="{_HEIGHT}" role="img" '
        f'aria-label="{escape(about)}">{"".join(parts)}</svg>'
    )


def bar(whole: float, part: float) -> str:
    """A bar of two shares from 0 to 1, the part before the whole; the words stand beside it."""
    return (
        '<svg class="bar" width="100%" height="8" aria-hidden="true">'
        '<rect class="empty" width="100%" height="8"/>'
        f'<rect class="whole" width="{100 * whole:.1f}%" height="8"/>'
        f'<rect class="part" width="{100 * part:.1f}%" height="8"/></svg>'
    )


def _anchor(percent: float) -> str:
    """How words under a column are set, so that none leaves the page."""
    return "start" if percent < 6 else "end" if percent > 94 else "middle"
