"""What people see: read models built from facts, and questions asked of them."""
