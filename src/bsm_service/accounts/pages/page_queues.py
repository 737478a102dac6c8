"""Which pages of `/account` wait for which: strangers ask for all of them."""

import os
from enum import StrEnum

from bsm_service.accounts.pages.sign_in_queue import QueueLimits, SignInQueue


class QueueName(StrEnum):
    """`PASSWORDS` are pages that look at passwords, which takes a processor's time;
    `PROVIDER` those that may wait for a provider of identities.
    """

    PAGES = "pages"
    PASSWORDS = "proofs"
    PROVIDER = "provider"


def make_queues() -> dict[QueueName, SignInQueue]:
    """Empty ones, for one server. Passwords are looked at by half of the processors."""
    half = max(1, min(4, (os.cpu_count() or 2) // 2))
    return {
        QueueName.PAGES: SignInQueue(
            QueueLimits(threads=8, waiting=200, per_caller=50)
        ),
        QueueName.PASSWORDS: SignInQueue(
            QueueLimits(threads=half, waiting=50, per_caller=20)
        ),
        QueueName.PROVIDER: SignInQueue(
            QueueLimits(threads=4, waiting=40, per_caller=10)
        ),
    }
