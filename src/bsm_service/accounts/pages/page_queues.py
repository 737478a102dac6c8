"""The queues in which requests for pages of `/account` wait."""

import os
from enum import StrEnum

from bsm_service.accounts.pages.priority_thread_pool import QueueLimits, SignInQueue


class QueueName(StrEnum):
    """`PASSWORDS` is for pages that check passwords, which takes processor time;
    `PROVIDER` for those that may wait for an identity provider.
    """

    PAGES = "pages"
    PASSWORDS = "proofs"
    PROVIDER = "provider"


def make_queues() -> dict[QueueName, SignInQueue]:
    """Empty queues for one server. Half of the processors check passwords."""
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
