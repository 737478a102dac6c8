"""What the service builds on: clock, identifiers, refusals, logs."""
