"""The style of the page Commitments: owners by statuses, lists, sentences."""

LEADERSHIP_CSS = """
.bsm-matrix { border-collapse: separate; border-spacing: 2px; font-size: 14px;
  line-height: 20px; width: auto; margin: 8px 0 0; }
.bsm-matrix th, .bsm-matrix td { border: 0; padding: 0; color: $text; }
.bsm-matrix thead th { vertical-align: bottom; text-align: left; font-weight: 400;
  color: $secondary; font-size: 12px; line-height: 16px; }
.bsm-matrix thead th span { writing-mode: vertical-rl; transform: rotate(180deg);
  white-space: nowrap; padding: 4px 0; }
.bsm-matrix tbody th { text-align: left; font-weight: 400; padding: 0 12px 0 0; }
.bsm-matrix tbody th a { color: $text; text-decoration: none; display: block;
  padding: 4px 0; overflow-wrap: anywhere; }
.bsm-matrix tbody th b { display: inline-block; min-width: 32px; font-weight: 650; }
.bsm-matrix td { width: 44px; min-width: 26px; text-align: center;
  border-bottom: 1px solid $line; }
.bsm-matrix td a { display: block; padding: 4px 0; color: $text; text-decoration: none;
  font-weight: 600; border-radius: 2px;
  background: color-mix(in srgb, var(--mark, $late) var(--many), transparent); }
.bsm-matrix a:hover, .bsm-matrix a:focus-visible { text-decoration: underline; }
.bsm-is-overdue { --mark: $late; }
.bsm-many1 { --many: 12%; } .bsm-many2 { --many: 20%; } .bsm-many3 { --many: 28%; }
.bsm-many4 { --many: 36%; }
.bsm-promises, .bsm-sentences { list-style: none; margin: 8px 0 0 !important;
  padding: 0 !important; }
.bsm-promises li { margin: 0 !important; padding: 8px 0; display: grid; gap: 0 12px;
  grid-template-columns: 72px 1fr; border-bottom: 1px solid $line; font-size: 16px;
  line-height: 22px; color: $text; }
.bsm-promises .bsm-code { font-weight: 600; font-size: 14px; overflow-wrap: anywhere; }
.bsm-promises a { color: $accent; text-decoration: none; overflow-wrap: anywhere; }
.bsm-promises a:hover { text-decoration: underline; }
.bsm-promises small { display: block; font-size: 14px; line-height: 20px;
  color: $secondary; overflow-wrap: anywhere; }
.bsm-sentences li { margin: 0 !important; padding: 6px 0; font-size: 16px;
  line-height: 22px; color: $text; border-bottom: 1px solid $line; }
.bsm-ways { margin: 8px 0 0; font-size: 14px; line-height: 24px; color: $secondary;
  display: flex; flex-wrap: wrap; gap: 0 16px; }
.bsm-ways a { color: $accent; text-decoration: none; padding: 4px 0; }
.bsm-ways a:hover { text-decoration: underline; }
.bsm-mark { margin: 0; font-size: 14px; line-height: 20px; color: $late_text;
  font-weight: 600; }
@media (max-width: 640px) {
  .bsm-matrix { width: 100%; }
  .bsm-matrix td { width: auto; }
  .bsm-matrix .bsm-wide { display: none; }
  .bsm-matrix tbody th { padding: 0 4px 0 0; font-size: 12px; }
  .bsm-promises li { grid-template-columns: 40px 1fr; }
}
@media print {
  .st-key-commitment-choices { display: none; }
  .stApp .bsm-matrix td a { background: none; }
}
"""
