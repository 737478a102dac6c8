"""What came of a meeting: the bands of its chart, and their texts."""
