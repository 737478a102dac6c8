"""The style of activities: cards, columns, progress. In the same tokens as the rest."""

ACTIVITIES_CSS = """
.bsm-subtitle { font-size: 16px; line-height: 24px; font-weight: 600; margin: 16px 0 0;
  padding: 0; color: $text; }
.bsm-board { display: grid; gap: 16px; margin: 8px 0 0; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(184px, 1fr)); }
.bsm-closed { display: grid; gap: 16px; margin: 24px 0 0; }
.bsm-closed .bsm-cards {
  grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); }
.bsm-closed .bsm-column-head { justify-content: flex-start; gap: 12px; }
.bsm-column { border-top: 3px solid var(--mark); padding: 8px 0 0; min-width: 0; }
.bsm-column-head { display: flex; justify-content: space-between; margin: 0 0 8px;
  padding: 0; font-size: 14px; line-height: 20px; font-weight: 600; color: $text; }
.bsm-column-head .bsm-status { font-weight: 600; }
.bsm-is-accepted.bsm-status::before, .bsm-is-reported-complete.bsm-status::before {
  border-radius: 50%; }
.bsm-is-blocked.bsm-status::before { clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.bsm-is-withdrawn.bsm-status::before { background: none;
  outline: 2px solid var(--mark); outline-offset: -2px; }
.bsm-cards { list-style: none; margin: 0 !important; padding: 0 !important;
  display: grid; gap: 8px; }
.bsm-own .bsm-cards, .bsm-opened .bsm-cards {
  grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr)); }
.bsm-card { margin: 0 !important; padding: 8px 12px; background: $raised;
  border: 1px solid $line; border-radius: 4px; position: relative; min-width: 0; }
.bsm-card p { margin: 0; }
.bsm-card abbr { text-decoration: none; }
.bsm-whose { font-size: 12px; line-height: 16px; color: $secondary; }
.bsm-whose .bsm-code { font-size: 14px; font-weight: 650; color: $text; }
.bsm-promise { display: block; margin: 4px 0; font-size: 14px; line-height: 20px;
  color: $text !important; text-decoration: none; font-weight: 600;
  overflow-wrap: anywhere; }
.bsm-promise::after { content: ""; position: absolute; inset: 0; }
.bsm-promise:hover, .bsm-promise:focus-visible { color: $accent !important;
  text-decoration: underline; }
.bsm-due { font-size: 12px; line-height: 16px; color: $secondary; }
.bsm-overdue { border-left: 4px solid $late; }
.bsm-overdue .bsm-due { color: $late_text; font-weight: 650; }
.bsm-overdue .bsm-due::before { content: "\\25B2\\00A0"; }
.bsm-done-late { border-left: 4px double $late; }
.bsm-done-late .bsm-due { color: $late_text; }
.bsm-done-late .bsm-due::before { content: "\\25B3\\00A0"; }
.bsm-slips { display: block; color: $secondary;
  font-weight: 400; white-space: nowrap; }
.bsm-slips i { display: inline-block; width: 7px; height: 7px; margin-right: 3px;
  border: 1px solid currentColor; transform: rotate(45deg) scale(0.8);
  vertical-align: 1px; }
.bsm-progress { display: flex; align-items: center; gap: 8px; font-size: 12px;
  line-height: 16px; color: $secondary; padding-top: 4px; }
.bsm-bar { flex: 1; height: 4px; background: $line; border-radius: 2px;
  overflow: hidden; }
.bsm-bar i { display: block; height: 100%; background: var(--mark, $accent); }
.bsm-notice-line { margin: 0; padding: 4px 0 4px 12px; border-left: 4px solid $accent;
  font-size: 14px; line-height: 20px; overflow-wrap: anywhere; }
.bsm-notice-line.bsm-late { border-left-color: $late; }
.bsm-notice-line a { color: $text; text-decoration: none; }
.bsm-notice-line a:hover { color: $accent; text-decoration: underline; }
[class*="st-key-notice-"] { flex-wrap: nowrap !important; }
[class*="st-key-notice-"] > .stElementContainer:first-child { min-width: 0; }
.bsm-rest { font-size: 14px; margin: 8px 0 0; }
.bsm-rest a, .bsm-sortable a, .bsm-since a { color: $accent; text-decoration: none; }
.bsm-rest a:hover, .bsm-sortable a:hover, .bsm-since a:hover {
  text-decoration: underline; }
.bsm-sortable th a { color: $secondary; white-space: nowrap; }
.bsm-sortable th[aria-sort] a { color: $text; }
.bsm-opened { border: 1px solid $line; border-top: 3px solid $accent; padding: 8px 16px;
  margin: 8px 0; border-radius: 4px; }
.bsm-opened-title { scroll-margin-top: 16px; }
.bsm-opened .bsm-promise { display: none; }
.bsm-told-of { display: grid; gap: 8px 32px; margin: 16px 0 0 !important;
  padding: 0 !important;
  grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr)); }
.bsm-told-of dt { font-size: 12px; line-height: 16px; color: $secondary;
  font-weight: 400; }
.bsm-told-of dd { margin: 0; font-size: 14px; line-height: 20px; color: $text; }
.bsm-stored dd { overflow-wrap: anywhere; }
.bsm-changes { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 8px 0 !important;
  padding: 0 !important; }
.bsm-changes div { display: flex; flex-direction: column-reverse; }
.bsm-changes dt { font-size: 12px; line-height: 16px; color: $secondary;
  font-weight: 400; }
.bsm-changes dd { margin: 0; font-size: 20px; line-height: 28px; font-weight: 600;
  color: $text; }
.bsm-changes small { font-size: 14px; font-weight: 400; color: $secondary; }
.bsm-since.bsm-facts li { grid-template-columns: 88px 1fr auto; }
.bsm-asked { font-size: 12px; line-height: 16px; font-weight: 650; color: $accent;
  margin: 0 0 4px !important; }
.st-key-draft { border: 1px solid $line; border-left: 4px solid $accent;
  padding: 8px 16px; border-radius: 4px; }
.bsm-draft { margin: 0; font-size: 14px; line-height: 20px; color: $text; }
.bsm-groups { display: grid; gap: 16px 32px; align-items: start;
  grid-template-columns: repeat(auto-fill, minmax(min(520px, 100%), 1fr)); }
.bsm-group { min-width: 0; }
.bsm-group:only-child { grid-column: 1 / -1; }
.bsm-group .bsm-subtitle a { color: $text; text-decoration: none; }
.bsm-group .bsm-subtitle a:hover { color: $accent; text-decoration: underline; }
.bsm-group .bsm-cards {
  grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); }
.bsm-is-declined.bsm-status::before { clip-path: polygon(0 0, 100% 0, 50% 100%); }
.bsm-is-superseded.bsm-status::before { background: none;
  outline: 2px dotted var(--mark); outline-offset: -2px; }
.bsm-belongings { list-style: none; margin: 8px 0 0 !important; padding: 0 !important; }
.bsm-belongings li { margin: 0 !important; padding: 8px 0; display: grid; gap: 4px;
  border-top: 1px solid $line; font-size: 14px; line-height: 20px; color: $text;
  overflow-wrap: anywhere; min-width: 0; }
.bsm-belongings small { font-size: 12px; line-height: 16px; color: $secondary; }
.bsm-belongings a { color: $accent; }
.bsm-belongings code { font-size: 12px; background: none; padding: 0; color: inherit;
  overflow-wrap: anywhere; white-space: normal; }
.bsm-related li { display: flex; flex-wrap: wrap; gap: 4px 12px; }
.bsm-state { font-weight: 650; }
.bsm-belongings .bsm-late { color: $late_text; }
@media (max-width: 640px) {
  .st-key-promise-choices > :has([data-testid="stSelectbox"]),
  .st-key-promise-choices > :has([data-testid="stMultiSelect"]) {
    flex: 1 1 140px; min-width: 0; }
  .bsm-board { grid-template-columns: 1fr; }
  .bsm-promise { font-size: 16px; line-height: 22px; padding: 4px 0; }
  .bsm-due, .bsm-whose, .bsm-progress { font-size: 14px; line-height: 20px; }
  .bsm-since.bsm-facts li { grid-template-columns: 1fr auto; }
  .bsm-since .bsm-told { grid-row: 2; }
}
@media print {
  .bsm-card { break-inside: avoid; background: none; }
  .st-key-promise-choices, .st-key-promise-actions { display: none; }
}
"""
