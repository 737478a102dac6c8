"""What surrounds every request: limits, headers, logs, compression."""
