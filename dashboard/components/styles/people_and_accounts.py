"""The style of people and of administration. In the same tokens as the rest."""

PEOPLE_CSS = """
.bsm-gone { color: $secondary; font-style: italic; }
.bsm-person p { margin: 0; font-size: 16px; line-height: 22px; color: $text; }
.bsm-person small { display: block; font-size: 14px; line-height: 20px;
  color: $secondary; }
[class*="st-key-person-"], [class*="st-key-registration-"],
[class*="st-key-account-"], [class*="st-key-mandate-"],
[class*="st-key-proposal-"], [class*="st-key-letter-"] { flex-wrap: nowrap !important; }
[class*="st-key-person-"] > .stElementContainer:first-child,
[class*="st-key-registration-"] > .stElementContainer:first-child,
[class*="st-key-account-"] > .stElementContainer:first-child,
[class*="st-key-mandate-"] > .stElementContainer:first-child,
[class*="st-key-proposal-"] > .stElementContainer:first-child,
[class*="st-key-letter-"] > .stElementContainer:first-child { min-width: 0; }
.bsm-of { font-weight: 400; color: $secondary; }
.bsm-person .bsm-told-of { margin: 4px 0 0 !important; gap: 4px 24px;
  grid-template-columns: repeat(auto-fit, minmax(min(144px, 100%), 1fr)); }
.bsm-person dd { overflow-wrap: anywhere; }
.bsm-person .bsm-more { font-size: 14px; line-height: 20px; }
.bsm-before, .bsm-above { margin: 0 0 8px; font-size: 14px; line-height: 20px;
  color: $text; border-left: 3px solid $line; padding-left: 12px; }
.bsm-id, .bsm-ids { font-size: 12px; overflow-wrap: anywhere; }
.bsm-ids { margin: 0 !important; padding: 0 0 0 16px !important; }
.bsm-table summary { cursor: pointer; color: $accent; }
"""
