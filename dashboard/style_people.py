"""The style of people and of administration. In the same tokens as the rest."""

SHEET = """
.bsm-gone { color: $secondary; font-style: italic; }
.bsm-person p { margin: 0; font-size: 16px; line-height: 22px; color: $text; }
.bsm-person small { display: block; font-size: 14px; line-height: 20px;
  color: $secondary; }
.bsm-person .bsm-of { color: $secondary; }
.bsm-person .bsm-told-of { margin: 4px 0 0 !important; }
.bsm-before, .bsm-above { margin: 0 0 8px; font-size: 14px; line-height: 20px;
  color: $text; border-left: 3px solid $line; padding-left: 12px; }
.bsm-secret { margin: 0; font-size: 16px; line-height: 22px; color: $text; }
"""
