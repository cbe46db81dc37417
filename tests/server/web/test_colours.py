"""Text can be read in light, in dark and by red light: the contrasts that WCAG 2.2 asks for at level AA."""

import re
from importlib.resources import files

import pytest

from birlik.server import web

STYLES = files(web).joinpath("static").joinpath("birlik")
TOKENS = STYLES.joinpath("tokens.css").read_text("utf-8")
LIGHT, DARK, CHOSEN_DARK, NIGHT = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part))
    for part in re.split(r":root:not|:root\[", TOKENS)
)
TEXTS = [
    (text, ground)
    for ground in ("surface", "ground", "raised")
    for text in ("ink", "muted", "accent", "alarm", "warn", "good")
]
TEXTS += [("ink", f"{soft}-soft") for soft in ("accent", "alarm", "warn", "good")]
TEXTS += [(level, f"{level}-soft") for level in ("accent", "alarm", "warn", "good")]
TEXTS += [("on-accent", "accent"), ("on-alarm", "alarm"), ("on-mark", "mark")]
EDGES = [("strong-line", "surface"), ("strong-line", "ground"), ("accent", "ground")]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colours, one, other):
    bright, dim = sorted((luminance(colours[name]) for name in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, NIGHT], ids=["light", "dark", "night"])
def test_text_and_edges_stand_out(colours):
    weak = {pair: round(contrast(colours, *pair), 2) for pair in TEXTS}
    assert {pair: found for pair, found in weak.items() if found < 4.5} == {}
    faint = {pair: round(contrast(colours, *pair), 2) for pair in EDGES}
    assert {pair: found for pair, found in faint.items() if found < 2.8} == {}


def test_pages_have_no_colour_of_their_own():
    sheet = STYLES.joinpath("birlik.css").read_text("utf-8")
    own = set(re.findall(r"#[0-9a-f]{3,8}\b|rgb\([^)]*\)", sheet))
    # The quiet ground of a code to be scanned, and paper, are white; a shade lies behind a dialog.
    assert own <= {"#fff", "rgb(0 0 0 / 45%)"}


def test_dark_and_night_have_every_colour_that_light_has():
    assert set(DARK) == set(LIGHT) == set(NIGHT)


def test_dark_is_the_same_whether_it_was_chosen_or_not():
    assert DARK == CHOSEN_DARK


def test_by_night_there_is_red_light_alone():
    """Green and blue would take away what eyes have got used to; a little of them makes red lighter."""
    for name, colour in NIGHT.items():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert green <= 0.55 * red, name
        assert blue <= 0.5 * red, name
