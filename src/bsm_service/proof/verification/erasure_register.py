"""The register of erasures against itself, and against the facts that asked for them.

A backup does not carry the register. So a restored record has facts of erasure that its
register does not tell of, and entries of facts that its log does not have: both are
counted, and neither is a finding.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bsm_domain.foundation.formatting import count_of
from bsm_service.event_store.reader import LogReader
from bsm_service.privacy.erasure.receipt import Receipt, erased_field
from bsm_service.privacy.erasure.register import ErasureEntry, ErasureRegister
from bsm_service.privacy.erasure.targets import ErasureTarget, erasure_targets
from bsm_service.proof.verification.check_results import CheckSteps, check


@check(
    "the register of erasures is correct",
    "Restore erasures.jsonl from a copy, and find out who changed it",
)
def check_erasures(log: LogReader, folder: Path) -> CheckSteps:
    counts = Counter[str]()
    entries = ErasureRegister(folder).entries()
    facts = erasure_targets(log)
    same = {
        (requested.id, requested.version, requested.recorded_at): requested
        for requested in facts
    }
    for entry in entries.values():
        target = entry.asked
        fact = same.get((target.id, target.version, target.recorded_at))
        if fact is not None and fact != target:
            label = _target_label(target)
            yield f"{label} differs from the fact that requested the erasure"
        counts["complete" if entry.receipt is not None else "begun"] += 1
        yield from _check_receipt(entry)
    counts["untold"] = sum(requested.keys not in entries for requested in facts)
    text = count_of(counts["complete"], "receipt")
    if counts["begun"]:
        begun = count_of(counts["begun"], "erasure")
        text += f"; {begun} not complete, which the next start completes"
    if counts["untold"]:
        text += "; not in the register, as after restoring a backup: "
        text += count_of(counts["untold"], "recorded erasure", "recorded erasures")
    return text


def _check_receipt(entry: ErasureEntry) -> Iterator[str]:
    target, receipt = entry.asked, entry.receipt
    if receipt is None:
        return
    if receipt.sha256 != entry.sha256:
        yield f"{_target_label(target)} has a receipt that has been changed"
    elif _target_in(receipt) != (
        target.id,
        target.groups,
        erased_field(target),
        target.recorded_at,
        target.account,
        target.role,
    ):
        yield f"{_target_label(target)} has the receipt of another erasure"


def _target_in(receipt: Receipt) -> tuple[object, ...]:
    return (
        receipt.id,
        receipt.groups,
        receipt.field,
        receipt.asked_at,
        receipt.asked_by,
        receipt.role,
    )


def _target_label(target: ErasureTarget) -> str:
    return (
        f"the entry about {target.id}, version {target.version}, in the register of "
        "erasures"
    )
