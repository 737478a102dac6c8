"""Tables, charts and lists in pages, as Streamlit draws them."""
