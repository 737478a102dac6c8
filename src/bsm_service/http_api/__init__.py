"""What every address of the HTTP API builds on."""
