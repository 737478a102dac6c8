"""Names of States and organisations, as files write them."""
