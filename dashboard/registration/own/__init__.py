"""The page My registration: for whoever takes part, their own and nobody else."""
