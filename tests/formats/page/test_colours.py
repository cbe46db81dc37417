"""Text can be read in every light: the contrasts that WCAG 2.2 asks for at level AA."""

import re
from importlib.resources import files

import pytest

from birlik.formats import page

TOKENS = files(page).joinpath("styles").joinpath("tokens.css").read_text("utf-8")
THEMES = {
    name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for name, block in zip(
        ("light", "dark", "red"), re.split(r':root\[data-theme="\w+"\]', TOKENS), strict=True
    )
}
TEXTS = [
    (text, ground)
    for ground in ("surface", "ground", "raised")
    for text in ("ink", "muted", "accent", "alarm", "warn", "good")
]
TEXTS += [("ink", f"f{hue}") for hue in range(8)]
TEXTS += [("ink", "accent-soft"), ("accent", "accent-soft"), ("ink", "sea"), ("ink", "land")]
TEXTS += [("on-accent", "accent"), ("on-mark", "mark"), ("grid-text", "sea"), ("grid-text", "land")]
TEXTS += [(level, f"{level}-soft") for level in ("alarm", "warn", "good")]
SHAPES = [(f"k{hue}", "surface") for hue in range(8)]
SHAPES += [
    (f"m-{kind}", ground)
    for kind in ("land", "sea", "air", "facility")
    for ground in ("sea", "land")
]
SHAPES += [("alarm", "sea"), ("alarm", "land"), ("strong-line", "surface")]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme, one, other):
    bright, dim = sorted((luminance(THEMES[theme][name]) for name in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_what_is_behind_it(theme):
    weak = {pair: round(contrast(theme, *pair), 2) for pair in TEXTS}
    assert {pair: found for pair, found in weak.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_that_mean_something_can_be_seen(theme):
    weak = {pair: round(contrast(theme, *pair), 2) for pair in SHAPES}
    assert {pair: found for pair, found in weak.items() if found < 3} == {}


def test_red_light_has_no_blue_and_little_green_in_it():
    for name, colour in THEMES["red"].items():
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert red >= green >= blue or (green == blue == 0), name
        assert green <= 0.55 * red, name
