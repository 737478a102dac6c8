"""Who of those that may see a matter sees a fact about it."""

from enum import StrEnum


class Circle(StrEnum):
    """`DELEGATIONS` also has the secretariat, the Chair and auditors."""

    ALL = "all"
    DELEGATIONS = "delegations"
