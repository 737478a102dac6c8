"""One file for each page. `dashboard/main.py` names their addresses."""
