"""What leadership looks at: figures, breakdowns, the brief."""
