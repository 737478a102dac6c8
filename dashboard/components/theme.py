"""The colours and their meaning: one meaning, one colour, on light and on dark.

Status hues are from the Okabe-Ito set, which colour-blind readers tell apart. Nothing
relies on colour alone: each status has its label, and some a pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]

FONT = '"Source Sans", "Source Sans 3", sans-serif'


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """The tokens of one theme; each is itself only, so that it can be part of a key.

    `statuses` are those of follow-up activities.
    """

    name: ThemeName
    ground: str
    raised: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    frozen: str
    frozen_edge: str
    late: str
    late_text: str
    statuses: Mapping[str, str]
    kinds: Mapping[str, str]


LIGHT = Theme(
    name="light",
    ground="#FFFFFF",
    raised="#F6F8FA",
    line="#D9DFE6",
    text="#14202B",
    secondary="#526170",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    frozen="#FFF7E0",
    frozen_edge="#B58900",
    late="#B58900",
    late_text="#7A5C00",
    statuses={
        "proposed": "#9AA8B6",
        "agreed": "#0072B2",
        "declined": "#D55E00",
        "accepted": "#0072B2",
        "in progress": "#009E73",
        "reported complete": "#8CC9B5",
        "confirmed": "#00543C",
        "blocked": "#D55E00",
        "withdrawn": "#B9C2CB",
        "superseded": "#B9C2CB",
    },
    kinds={
        "participating State": "#0B5CAD",
        "Partner for Co-operation": "#7A4FB5",
        "organisation": "#5B6B7A",
    },
)

DARK = Theme(
    name="dark",
    ground="#0F141A",
    raised="#171E26",
    line="#2C3642",
    text="#E8EDF2",
    secondary="#9AA8B6",
    accent="#6FB1F2",
    on_accent="#0F141A",
    frozen="#2A2410",
    frozen_edge="#F0C75E",
    late="#F0C75E",
    late_text="#F0C75E",
    statuses={
        "proposed": "#7B8997",
        "agreed": "#56B4E9",
        "declined": "#F0884A",
        "accepted": "#56B4E9",
        "in progress": "#3CC79B",
        "reported complete": "#2F7D67",
        "confirmed": "#A6E3CE",
        "blocked": "#F0884A",
        "withdrawn": "#4A5663",
        "superseded": "#4A5663",
    },
    kinds={
        "participating State": "#6FB1F2",
        "Partner for Co-operation": "#B99AE8",
        "organisation": "#9AA8B6",
    },
)

THEMES: Mapping[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}

# In the order of an activity's life.
STATUS_ORDER = tuple(LIGHT.statuses)

# What tells two statuses apart where colour alone would not: they share a hue, or
# lie at the end of a life.
PATTERNS: Mapping[str, str] = {
    "accepted": ".",
    "declined": "-",
    "blocked": "x",
    "withdrawn": "/",
    "superseded": "\\",
}
