"""Faults done to the product on purpose, and what must hold after each.

`python tests/faults` does all and prints a report; a short form of each runs with the
tests. A new fault is a function with `@fault(…)` in a module that `families` names.
"""
