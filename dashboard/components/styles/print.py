"""The style of a printed page: black on white, every figure with its definition.

What is left out are controls, which do nothing on paper. Position and time stay.
"""

PRINT_CSS = """
.bsm-on-paper { display: none; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { color-scheme: light; }
  /* The page as on a wide screen, at three quarters of its size. */
  .stApp { zoom: 0.72; }
  html, body, #root, #root > div, .stApp, [data-testid="stAppViewContainer"],
  [data-testid="stMain"] { position: static !important; overflow: visible !important;
    height: auto !important; display: block !important; }
  .stApp, .stApp *, .stApp *::before { color: #000 !important; text-shadow: none;
    border-color: #777 !important; box-shadow: none !important; }
  .stApp, .stApp .bsm-card, .stApp .bsm-opened, .stApp .bsm-badge { background: #fff
    !important; }
  .bsm-tile, .bsm-bar i, .bsm-badge i, .bsm-status::before {
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .stApp .bsm-tile { border: 1px solid #777 !important; background: #fff; }
  .stApp .bsm-shade0 { border-style: dashed !important; }
  .stApp .bsm-shade1 { background: #f0f0f0; } .stApp .bsm-shade2 { background: #ddd; }
  .stApp .bsm-shade3 { background: #c4c4c4; } .stApp .bsm-shade4 { background: #aaa; }
  .stApp .js-plotly-plot text { fill: #000 !important; }
  [class*="st-key-chart-place"]::before { font-size: 12px; line-height: 16px;
    content: "This chart had not been loaded. Print the page again to include it."; }
  .bsm-on-paper { display: block; }
  .bsm-on-paper, .stApp .bsm-measure { font-size: 12px; line-height: 16px; }
  #bsm-connection, .bsm-more, .bsm-marks, .st-key-frame-as-of, .st-key-frame-who,
  .st-key-filters,
  .st-key-answer, .stButton, .stDownloadButton, .stPageLink, .stPopover, .stSelectbox,
  .stMultiSelect, .stTextInput, .stTextArea, .stNumberInput, .stDateInput, .stCheckbox,
  .stRadio, .stButtonGroup, .stSlider, .stForm, .stToast, .stBidiComponent,
  .stExpander:has(details:not([open])), .stExpander summary, .stSkeleton,
  [data-testid="stBaseDialog"], [role="dialog"], .modebar { display: none !important; }
  .stElementContainer:has(> .stPageLink) { display: none !important; }
  .stHorizontalBlock:has(> .stColumn) { flex-wrap: nowrap !important; }
  .stColumn { min-width: 0 !important; }
  .bsm-note { flex: none; }
  .bsm-figure, .bsm-card, .bsm-tile, .bsm-facts li, .bsm-objectives li, tr,
  .stPlotlyChart { break-inside: avoid; }
  .bsm-title, .bsm-measure { break-after: avoid; }
}
"""
