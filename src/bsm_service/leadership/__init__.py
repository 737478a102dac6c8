"""The report on commitments for leadership: figures, sentences, and the brief."""
