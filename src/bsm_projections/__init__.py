"""What people see: read models built from facts, and queries."""
