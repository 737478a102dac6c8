"""One file a page. `dashboard/main.py` decides who is led where."""
