"""The figures that leadership looks at, at any moment."""
