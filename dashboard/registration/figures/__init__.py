"""The page Registrations: seats, answers and who comes, in figures without names."""
