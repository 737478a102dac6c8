"""The style sheet for what the screens draw themselves, in a theme's tokens."""

from string import Template

from dashboard.components.styles.activities import ACTIVITIES_CSS
from dashboard.components.styles.leadership import LEADERSHIP_CSS
from dashboard.components.styles.people_and_accounts import PEOPLE_CSS
from dashboard.components.styles.print import PRINT_CSS
from dashboard.components.styles.streamlit_controls import CONTROLS_CSS
from dashboard.components.theme import STATUS_ORDER, Theme


def style_sheet(theme: Theme, *, frozen: bool) -> str:
    """The whole sheet as a `<style>` element.

    A frozen page has a background of its own, so that nobody takes the past for now.
    """
    background = theme.frozen_background if frozen else theme.background
    sheet = _BASE_CSS.substitute(
        ground=background,
        raised=background if frozen else theme.raised_background,
        line=theme.border,
        text=theme.text,
        secondary=theme.text
        if frozen and theme.name == "dark"
        else theme.secondary_text,
        accent=theme.accent,
        on_accent=theme.on_accent,
        frozen_edge=theme.frozen_border,
        blocked=theme.status_colours["blocked"],
        late=theme.overdue,
        late_text=theme.overdue_text,
        state=theme.delegation_colours["participating State"],
        partner=theme.delegation_colours["Partner for Co-operation"],
        organisation=theme.delegation_colours["organisation"],
        scheme=theme.name,
    )
    statuses = "".join(
        f".bsm-is-{status.replace(' ', '-')}{{--mark:{theme.status_colours[status]}}}"
        for status in STATUS_ORDER
    )
    frozen_css = _FROZEN_CSS if frozen else ""
    return f"<style>{sheet}{statuses}{frozen_css}</style>"


# What Streamlit paints in the live ground's colours must not look live.
_FROZEN_CSS = """
[data-testid="stExpander"] summary, [data-testid="stSelectbox"] [role="group"],
[data-testid="stMultiSelect"] [role="group"], [data-testid="stSelectbox"] input,
[data-testid="stDateInputField"], [data-testid="stButtonGroup"] button,
.stButton button:not([kind="primary"]), .stDownloadButton button,
[data-testid="stPopover"] button, [data-testid="stCode"] { background: transparent; }
"""


_BASE_CSS = Template(
    """
:root { color-scheme: $scheme; }
.stApp { background: $ground; }
header[data-testid="stHeader"], [data-testid="stToolbar"], footer { display: none; }
[data-testid="stMainBlockContainer"] {
  max-width: 1320px; padding: 16px 24px 64px; font-variant-numeric: tabular-nums;
}
[data-testid="stVerticalBlock"] { gap: 12px; }
.bsm-hidden {
  position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.bsm-network { font-size: 16px; font-weight: 650; color: $text; line-height: 24px; }
.bsm-badge {
  font-size: 14px; line-height: 24px; color: $text; margin: 0; padding: 4px 0;
  font-weight: 600;
}
.bsm-badge i {
  display: inline-block; width: 10px; height: 10px; border-radius: 50%;
  background: $accent; margin-right: 8px;
}
.bsm-badge.bsm-frozen i { border-radius: 0; background: $frozen_edge; }
.bsm-badge.bsm-away i { background: transparent; border: 2px solid $secondary;
  box-sizing: border-box; }
.bsm-badge span { color: $secondary; font-weight: 400; }
/* Streamlit tells here which of its scripts failed. */
[data-testid="stAlertContentError"]:has([data-testid="stErrorElementStack"]) {
  visibility: hidden; font-size: 0;
}
[data-testid="stAlertContentError"]:has([data-testid="stErrorElementStack"])::before {
  visibility: visible; font-size: 16px;
  content: "This part of the page could not be shown.";
}
.bsm-notice {
  font-size: 14px; line-height: 20px; color: $secondary; margin: 0;
  border-left: 3px solid $line; padding: 2px 0 2px 12px;
}
.bsm-headline {
  font-size: 28px; line-height: 36px; font-weight: 600; color: $text;
  margin: 16px 0 8px; padding: 0; max-width: 32em; letter-spacing: -0.01em;
  text-wrap: pretty;
}
.bsm-title { font-size: 20px; line-height: 26px; font-weight: 600; margin: 24px 0 0;
  padding: 0; color: $text; }
.bsm-coverage { font-size: 12px; line-height: 16px; color: $secondary; margin: 0; }
.bsm-measure { font-size: 14px; line-height: 20px; color: $secondary; margin: 0 0 4px; }
.bsm-empty { font-size: 16px; color: $secondary; margin: 8px 0; }
.bsm-figures, .bsm-tiles, .bsm-objectives, .bsm-facts {
  margin: 8px 0 0 !important; padding: 0 !important; list-style: none;
}
.bsm-figures {
  display: grid; gap: 8px 32px;
  grid-template-columns: repeat(auto-fit, minmax(168px, 1fr));
}
.bsm-figure {
  border-top: 2px solid $line; padding: 8px 0; display: flex; flex-direction: column;
}
.bsm-figure dt { font-size: 14px; font-weight: 400; color: $secondary; }
.bsm-figure dd { margin: 0; }
.bsm-value { font-size: 40px; line-height: 48px; font-weight: 600; color: $text; }
.bsm-alarming { border-top-color: $late; }
.bsm-alarming .bsm-value { color: $late_text; }
.bsm-note { font-size: 14px; line-height: 20px; color: $text; flex: 1; }
.bsm-more { display: flex; gap: 0 16px; font-size: 14px; line-height: 24px;
  align-items: baseline; flex-wrap: wrap; }
.bsm-more a, .bsm-facts a { color: $accent; text-decoration: none;
  padding: 4px 0; display: inline-block; }
.bsm-more a:hover, .bsm-facts a:hover { text-decoration: underline; }
.bsm-more details { color: $secondary; }
.bsm-more details[open] { flex-basis: 100%; }
.bsm-more summary { cursor: pointer; padding: 4px 0; }
.bsm-tiles, .bsm-key { display: flex; flex-wrap: wrap; gap: 4px; margin: 8px 0 0; }
.bsm-tile {
  --kind: $state; margin: 0 !important; height: 44px; min-width: 44px; padding: 0 4px;
  display: inline-flex; align-items: center; justify-content: center;
  font-size: 14px; font-weight: 600; border-radius: 2px; box-sizing: border-box;
  background: color-mix(in srgb, var(--kind) var(--shade), $ground); color: $text;
}
.bsm-partner { --kind: $partner; }
.bsm-organisation { --kind: $organisation; }
.bsm-tile.bsm-organisation { font-size: 12px; padding: 0 6px; }
.bsm-shade0 { background: none; border: 1px dashed $secondary; color: $secondary; }
.bsm-shade1 { --shade: 18%; } .bsm-shade2 { --shade: 38%; }
.bsm-shade3, .bsm-shade4 { color: $on_accent; }
.bsm-shade3 { --shade: 100%; }
.bsm-shade4 { background: color-mix(in srgb, var(--kind) 64%, $text); }
.bsm-key { gap: 4px 16px; font-size: 12px; color: $secondary; }
.bsm-key span { display: inline-flex; align-items: center; gap: 6px; }
.bsm-key .bsm-tile { height: 16px; min-width: 16px; }
.bsm-table { width: 100%; border-collapse: collapse; font-size: 14px;
  line-height: 20px; }
.bsm-table th { text-align: left; font-weight: 600; color: $secondary; }
.bsm-table th, .bsm-table td {
  padding: 6px 16px 6px 0; border: 0; border-bottom: 1px solid $line;
  vertical-align: top; color: $text;
}
.bsm-table th { color: $secondary; }
.bsm-table .bsm-numeric { text-align: right; }
.bsm-status { white-space: nowrap; font-size: 14px; color: $text; }
.bsm-status::before { content: ""; display: inline-block; width: 10px; height: 10px;
  background: var(--mark, $secondary); margin-right: 6px; }
.bsm-objectives li { margin: 0 !important; padding: 8px 0; display: grid;
  border-bottom: 1px solid $line; grid-template-columns: 40px 1fr;
  color: $text; font-size: 16px;  line-height: 22px; }
.bsm-objectives b { font-weight: 600; }
.bsm-objectives small { grid-column: 2; font-size: 14px; color: $secondary; }
.bsm-facts li {
  margin: 0 !important; padding: 8px 0; border-bottom: 1px solid $line; display: grid;
  grid-template-columns: 176px 72px 1fr auto; gap: 0 16px; font-size: 16px;
  line-height: 22px; color: $text;
}
.bsm-facts time, .bsm-facts small { font-size: 14px; color: $secondary;
  display: block; }
.bsm-facts .bsm-code { font-weight: 600; font-size: 14px; overflow-wrap: anywhere; }
.bsm-facts a { padding: 0; text-align: right; }
.bsm-facts .bsm-late { color: $late_text; font-weight: 600; }
.bsm-marks { position: relative; height: 28px; margin: -16px 8px 0; }
.bsm-marks a { position: absolute; transform: translateX(-50%); font-size: 12px;
  line-height: 16px; color: $secondary; text-decoration: none; text-align: center;
  border-top: 6px solid transparent; white-space: nowrap; }
.bsm-marks a::before { content: ""; display: block; width: 2px; height: 8px;
  margin: 0 auto; background: $secondary; }
.bsm-marks a:hover { color: $accent; }
.st-key-frame-menu a[aria-current="page"], .st-key-frame-menu a[data-active="true"] {
  border-bottom: 2px solid $accent;
}
.bsm-particulars { display: grid; gap: 8px 32px; margin: 8px 0 0 !important;
  padding: 0 !important;
  grid-template-columns: repeat(auto-fit, minmax(144px, 1fr)); }
.bsm-particulars .bsm-long { grid-column: span 2; }
.bsm-particulars dt, .bsm-particulars dd { overflow-wrap: anywhere; }
.bsm-particulars dt { font-size: 14px; font-weight: 400; color: $secondary; }
.bsm-particulars dd { margin: 0 !important; padding: 0; font-size: 16px;
  line-height: 22px; color: $text; }
.bsm-silent { color: $secondary; font-style: italic; }
.bsm-day { font-size: 16px; font-weight: 600; margin: 8px 0 0; padding: 0; }
.bsm-agenda { margin: 0 !important; padding: 0 !important; list-style: none; }
.bsm-agenda li { margin: 0 !important; padding: 8px 0; font-size: 16px;
  line-height: 22px; border-bottom: 1px solid $line; color: $text; }
.bsm-agenda small, .bsm-objective small, .bsm-registration small { display: block;
  font-size: 14px; line-height: 20px; color: $secondary; }
.bsm-objective { display: grid; grid-template-columns: 40px 1fr; font-size: 16px;
  line-height: 22px; color: $text; border-top: 1px solid $line; padding: 8px 0 0; }
.bsm-summary { margin: 4px 0 0; font-size: 14px; line-height: 20px;
  border-left: 3px solid $line; padding-left: 12px; white-space: pre-line; }
.bsm-registration { margin: 0; font-size: 16px; line-height: 22px; color: $text; }
.bsm-absent, .bsm-past, .bsm-about { font-size: 14px; line-height: 20px; margin: 0;
  color: $secondary; }
.bsm-past { color: $text; border-left: 3px solid $frozen_edge; padding-left: 12px; }
.bsm-about { font-size: 16px; line-height: 22px; color: $text;
  overflow-wrap: anywhere; }
.bsm-complaint { margin: 0; font-size: 14px; line-height: 20px; color: $text;
  border-left: 3px solid $blocked; padding-left: 12px; font-weight: 600; }
.bsm-meanwhile { margin: 0 0 0 12px; font-size: 14px; line-height: 20px;
  color: $text; }
.bsm-answer { margin: 0; font-size: 16px; line-height: 22px; color: $text; }
.bsm-answer a, .bsm-table a { color: $accent; }
.st-key-answer { position: fixed; left: 16px; right: 16px; bottom: 16px; z-index: 90;
  width: auto; max-width: 720px; margin: 0 auto; padding: 12px 16px;
  background: $raised; border: 1px solid $line; border-left: 3px solid $accent;
  border-radius: 4px; }
.stApp:has(.st-key-answer) [data-testid="stMainBlockContainer"] {
  padding-bottom: 176px !important; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: 8px 16px 48px; }
  .bsm-table td:has(> span:empty), .bsm-table td:empty { display: none; }
  .bsm-headline { font-size: 20px; line-height: 28px; }
  .bsm-figures { grid-template-columns: 1fr 1fr; gap: 8px 16px; }
  .bsm-value { font-size: 28px; line-height: 36px; }
  .st-key-frame-header > :has(.bsm-network) { flex: 1 1 100%; }
  .st-key-frame-header > :has([data-testid="stSelectbox"]) { flex: 1 1 160px;
    min-width: 0; }
  .bsm-marks { height: 40px; }
  .bsm-marks a:nth-child(even)::before { height: 20px; }
  .bsm-facts li { grid-template-columns: auto 1fr auto; gap: 0 12px; }
  .bsm-facts a { grid-column: 3; grid-row: 1; }
  .bsm-facts .bsm-told { grid-column: 1 / -1; }
  .bsm-table thead { display: none; }
  .bsm-table, .bsm-table tbody, .bsm-table tr, .bsm-table td { display: block; }
  .bsm-table tr { padding: 8px 0; border-bottom: 1px solid $line; }
  .bsm-table td { border: 0; padding: 1px 0; display: grid;
    grid-template-columns: 112px 1fr; gap: 8px; }
  .bsm-table td::before { content: attr(data-label); color: $secondary; }
  .bsm-table .bsm-numeric { text-align: left; }
}
"""
    + ACTIVITIES_CSS
    + LEADERSHIP_CSS
    + PEOPLE_CSS
    + CONTROLS_CSS
    + PRINT_CSS
)
