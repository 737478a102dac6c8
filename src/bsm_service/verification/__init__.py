"""Whether a record is whole and unchanged: `verify`. It only reads."""

from bsm_service.verification.checks import Check, Verdict
from bsm_service.verification.roots import NotedRoot
from bsm_service.verification.verifying import verify

__all__ = ["Check", "NotedRoot", "Verdict", "verify"]
