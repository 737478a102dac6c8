"""Text can be read and marks can be seen, in both themes, now and in the past."""

import re

import pytest

from dashboard.components.style_sheet import style_sheet
from dashboard.components.theme import STATUS_ORDER, THEMES, Theme

TEXT, MARK = 4.5, 3.0
SIZES = {"12px", "14px", "16px", "20px", "28px", "40px"}


def contrast(colour: str, other_colour: str) -> float:
    """How far two colours stand apart, from 1 to 21, after WCAG 2."""
    light, dark = sorted((_luminance(colour), _luminance(other_colour)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (value / 255 for value in _channels(colour))
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return sum(
        weight * value
        for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def mixed(colour: str, share: float, ground: str) -> str:
    """As the style sheet shades a tile."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def with_colours(sheet: str) -> str:
    """With each variable's colour in its place, as a browser sees it."""
    colours = dict(re.findall(r"--(bsm-[\w-]+): (#\w{6});", sheet))
    return re.sub(r"var\(--(bsm-[\w-]+)\)", lambda use: colours[use[1]], sheet)


def secondary(theme: Theme, frozen: bool) -> str:
    sheet = with_colours(style_sheet(theme, frozen=frozen))
    match = re.search(r"\.bsm-measure \{[^}]*color: (#\w{6})", sheet)
    assert match
    return match[1]


@pytest.fixture(params=THEMES.values(), ids=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    theme: Theme = request.param
    return theme


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
def test_text_stands_out_from_every_ground_it_is_set_on(theme: Theme, frozen: bool):
    grounds = (
        [theme.frozen_background]
        if frozen
        else [theme.background, theme.raised_background]
    )
    texts = [theme.text, secondary(theme, frozen), theme.accent, theme.overdue_text]

    read = {(a, b): contrast(a, b) for a in texts for b in grounds}
    read[theme.on_accent, theme.accent] = contrast(theme.on_accent, theme.accent)

    assert {pair: value for pair, value in read.items() if value < TEXT} == {}


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
def test_codes_can_be_read_on_tiles_of_every_shade(theme: Theme, frozen: bool):
    ground = theme.frozen_background if frozen else theme.background
    sheet = style_sheet(theme, frozen=frozen)
    shades = {
        number: float(share) / 100
        for number, share in re.findall(r"\.bsm-shade(\d) \{ --shade: (\d+)%", sheet)
    }
    darkest = re.search(r"\.bsm-shade4 \{[^}]*--kind\) (\d+)%", sheet)
    assert set(shades) == {"1", "2", "3"}
    assert darkest

    read = {}
    for kind, colour in theme.delegation_colours.items():
        for number, share in shades.items():
            text = theme.on_accent if number == "3" else theme.text
            read[kind, number] = contrast(text, mixed(colour, share, ground))
        dark = mixed(colour, int(darkest[1]) / 100, theme.text)
        read[kind, "4"] = contrast(theme.on_accent, dark)

    assert {tile: value for tile, value in read.items() if value < TEXT} == {}


def test_marks_can_be_seen_by_their_colour_or_by_their_edge(theme: Theme):
    """Pale statuses have an edge in the secondary colour."""
    assert contrast(theme.secondary_text, theme.background) >= MARK
    assert contrast(theme.accent, theme.background) >= MARK
    for ground in (theme.background, theme.frozen_background):
        assert contrast(theme.overdue, ground) >= 2.9, "with its label, always"


def test_there_is_one_scale_of_type(theme: Theme):
    sizes = set(re.findall(r"font-size: ?(\d+px)", style_sheet(theme, frozen=False)))

    assert sizes <= SIZES


def test_every_colour_is_a_variable_that_the_theme_defines(theme: Theme):
    sheet = style_sheet(theme, frozen=True)
    _, _, rules = sheet.partition("}")

    with_colours(sheet)  # raises KeyError for a variable that is not defined
    assert not re.findall(r"#(?:[0-9a-fA-F]{3}){1,2}\b|\b(?:rgb|hsl)a?\(", rules)
    for status in STATUS_ORDER:
        assert f".bsm-is-{status.replace(' ', '-')} {{ --mark: " in rules
