"""Checks whether a record is complete and unchanged: `verify`. It only reads."""

from bsm_service.proof.verification.check_results import Check, Verdict
from bsm_service.proof.verification.merkle_roots import NotedRoot
from bsm_service.proof.verification.verify import verify

__all__ = ["Check", "NotedRoot", "Verdict", "verify"]
