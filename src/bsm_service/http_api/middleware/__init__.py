"""Layers around every request: limits, headers, logs, compression."""
