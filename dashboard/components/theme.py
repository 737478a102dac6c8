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

    `status_colours` are those of follow-up activities.
    """

    name: ThemeName
    background: str
    raised_background: str
    border: str
    text: str
    secondary_text: str
    accent: str
    on_accent: str
    frozen_background: str
    frozen_border: str
    overdue: str
    overdue_text: str
    status_colours: Mapping[str, str]
    delegation_colours: Mapping[str, str]


LIGHT = Theme(
    name="light",
    background="#FFFFFF",
    raised_background="#F6F8FA",
    border="#D9DFE6",
    text="#14202B",
    secondary_text="#526170",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    frozen_background="#FFF7E0",
    frozen_border="#B58900",
    overdue="#B58900",
    overdue_text="#7A5C00",
    status_colours={
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
    delegation_colours={
        "participating State": "#0B5CAD",
        "Partner for Co-operation": "#7A4FB5",
        "organisation": "#5B6B7A",
    },
)

DARK = Theme(
    name="dark",
    background="#0F141A",
    raised_background="#171E26",
    border="#2C3642",
    text="#E8EDF2",
    secondary_text="#9AA8B6",
    accent="#6FB1F2",
    on_accent="#0F141A",
    frozen_background="#2A2410",
    frozen_border="#F0C75E",
    overdue="#F0C75E",
    overdue_text="#F0C75E",
    status_colours={
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
    delegation_colours={
        "participating State": "#6FB1F2",
        "Partner for Co-operation": "#B99AE8",
        "organisation": "#9AA8B6",
    },
)

THEMES: Mapping[ThemeName, Theme] = {"light": LIGHT, "dark": DARK}

# Of a printed page, whatever the theme; shades by the number of participants.
PAPER_COLOURS: Mapping[str, str] = {
    "background": "#FFFFFF",
    "text": "#000000",
    "border": "#777777",
    "shade1": "#F0F0F0",
    "shade2": "#DDDDDD",
    "shade3": "#C4C4C4",
    "shade4": "#AAAAAA",
}

# In the order of an activity's life.
STATUS_ORDER = tuple(LIGHT.status_colours)

# What tells two statuses apart where colour alone would not: they share a hue, or
# lie at the end of a life.
STATUS_PATTERNS: Mapping[str, str] = {
    "accepted": ".",
    "declined": "-",
    "blocked": "x",
    "withdrawn": "/",
    "superseded": "\\",
}
