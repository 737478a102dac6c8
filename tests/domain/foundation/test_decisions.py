"""A decision says in which statuses it is possible, and refuses in all others."""

from enum import StrEnum
from inspect import signature
from typing import ClassVar

import pytest

from bsm_domain.foundation.aggregate import (
    impossible_when,
    is_possible,
    possible_when,
)
from bsm_domain.foundation.errors import InvalidTransition


class Status(StrEnum):
    ON = "on"
    OFF = "off"
    BROKEN = "broken"


class Smashed:
    """A fact that leads to a status."""

    LEADS_TO: ClassVar = Status.BROKEN


class Lamp:
    KIND = "lamp"
    STATUS_PHRASES: ClassVar = {Status.OFF: "switched off"}

    def __init__(self, status: Status):
        self.status = status

    @possible_when("a lamp can be lit", Status.OFF)
    def light(self, hours: int) -> int:
        return hours

    @possible_when("the bulb can be changed", Status.ON, Status.OFF, called="whole")
    @impossible_when("a lamp that is {status} is too hot", Status.ON)
    def change_bulb(self) -> str:
        return "changed"

    @possible_when("a lamp can be smashed", Status.OFF)
    def smash(self) -> Smashed:
        return Smashed()

    def sell(self) -> str:
        return "sold"


@pytest.mark.parametrize(
    ("decision", "possible"),
    [
        (Lamp.light, {Status.OFF}),
        (Lamp.change_bulb, {Status.OFF}),
        (Lamp.sell, set(Status)),
    ],
)
def test_a_decision_says_in_which_statuses_it_is_possible(decision, possible):
    assert {status for status in Status if is_possible(decision, status)} == possible


def test_a_possible_decision_takes_and_gives_what_it_did():
    assert Lamp(Status.OFF).light(hours=3) == 3
    assert list(signature(Lamp.light).parameters) == ["self", "hours"]


@pytest.mark.parametrize(
    ("decide", "status", "sentence"),
    [
        (
            lambda lamp: lamp.light(1),
            Status.ON,
            "a lamp can be lit only when it is switched off (now: on)",
        ),
        (
            Lamp.change_bulb,
            Status.BROKEN,
            "the bulb can be changed only when the lamp is whole (now: broken)",
        ),
        (Lamp.change_bulb, Status.ON, "a lamp that is on is too hot"),
        (Lamp.smash, Status.BROKEN, "the lamp is already broken"),
    ],
)
def test_another_status_is_refused_in_words(decide, status, sentence):
    with pytest.raises(InvalidTransition) as refused:
        decide(Lamp(status))
    assert str(refused.value) == sentence
