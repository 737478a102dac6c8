"""What is measured: each module gives rows of figures beside their yardsticks."""
