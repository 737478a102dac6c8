"""What the page Administration is made of."""
