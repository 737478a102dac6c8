"""The leadership report: figures, breakdowns, the brief."""
