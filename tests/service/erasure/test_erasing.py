"""An erased person is found nowhere, and the record stays provable."""

from canaries import USER, WORDS, enter_canary, erase, left_in

from bsm_service.bootstrap import System, read_models
from bsm_service.verification import verify


def test_an_erased_person_is_found_nowhere(system: System):
    canary = enter_canary(system)
    assert [word for word, _ in left_in(system.place)] == [USER]

    answer = erase(system, canary)

    assert left_in(system.place) == []
    [receipt] = system.erasures.receipts_of(canary.participant)
    assert receipt.finished
    assert receipt.found == ()
    assert receipt.left == ()
    assert receipt.position == answer.position
    assert (receipt.keys, receipt.accounts) == (2, 1)
    assert receipt.looked_for > len(WORDS)
    print(receipt.text())
    assert verify(system.store, system.engine, read_models()).ok
