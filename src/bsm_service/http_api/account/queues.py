"""Which pages of `/account` wait for which: strangers ask for all of them."""

import os
from enum import StrEnum

from bsm_service.http_api.account.sign_in_queue import Room, SignInQueue


class Queue(StrEnum):
    """`PROOFS` are pages that look at passwords, which takes a processor's time;
    `PROVIDER` those that may wait for a provider of identities.
    """

    PAGES = "pages"
    PROOFS = "proofs"
    PROVIDER = "provider"


def queues() -> dict[Queue, SignInQueue]:
    """Empty ones, for one server. Passwords are looked at by half of the processors."""
    half = max(1, min(4, (os.cpu_count() or 2) // 2))
    return {
        Queue.PAGES: SignInQueue(Room(threads=8, waiting=200, each=50)),
        Queue.PROOFS: SignInQueue(Room(threads=half, waiting=50, each=20)),
        Queue.PROVIDER: SignInQueue(Room(threads=4, waiting=40, each=10)),
    }
