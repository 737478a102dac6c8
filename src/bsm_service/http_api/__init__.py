"""The basis of all addresses of the HTTP API."""
