"""What every subject of the domain builds on: facts, aggregates, values, refusals."""
