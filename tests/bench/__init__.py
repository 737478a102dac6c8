"""The product measured against bare yardsticks: `make bench`, or `python tests/bench`.

`measurements` holds what is measured, `setup` what it is measured on and with.
"""
