"""The style of Streamlit's own controls, where they would be hard to see or restless.

In the same tokens as the rest.
"""

CONTROLS_CSS = """
[data-testid="stExpander"] summary, [data-testid="stExpander"] summary * {
  color: $secondary; opacity: 1; }
[data-testid="stExpander"] summary:hover, [data-testid="stExpander"] summary:hover * {
  color: $accent; }
:is(button[kind="primary"], button[kind="primaryFormSubmit"]):not(:disabled),
:is(button[kind="primary"], button[kind="primaryFormSubmit"]):not(:disabled) * {
  color: $on_accent;
}
a:focus-visible, summary:focus-visible, [role="spinbutton"]:focus-visible,
[data-testid="stPageLink-NavLink"]:focus-visible {
  outline: 2px solid $accent !important; outline-offset: 2px; border-radius: 2px; }
[data-testid="stMain"]:focus-visible { outline: none; }
[data-testid="stButtonGroup"] button { min-height: 40px; }
@media (min-width: 641px) {
  /* Streamlit's places for controls that still load are higher than the controls. */
  .st-key-frame-header { height: 40px !important; }
  .st-key-frame-menu > :has(.bsm-badge) { flex: 1 1 320px !important;
    width: auto !important; }
  .st-key-frame-menu .bsm-badge { text-align: right; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important;
    scroll-behavior: auto !important; }
}
@media (forced-colors: active) {
  .bsm-tile, .bsm-status::before, .bsm-badge i { forced-color-adjust: none; }
}
"""
