"""What changed between two versions of a decision's text, for whoever can see both."""

from dataclasses import dataclass
from functools import lru_cache

from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.foundation.free_text import AS_RECORDED
from bsm_projections.agreement.text_comparison import Comparison, Run, compare_texts
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One paragraph of either version or of both: what became of it, and its words that
    are equal, inserted or deleted.
    """

    paragraph: Id
    kind: str
    change: str
    before: str | None
    after: str | None
    runs: tuple[Run, ...]


def _text(paragraph: Paragraph | None) -> str | None:
    return None if paragraph is None else paragraph.text


def text_of_version(
    context: ReadContext, decision_id: Id, number: int
) -> TextBody | None:
    row = context.row(
        "SELECT body FROM {decision_versions} WHERE decision_id = :id AND number = :n",
        id=decision_id,
        n=number,
    )
    return (
        None
        if row is None
        else TextBody.model_validate_json(row["body"], context=AS_RECORDED)
    )


def _last_version(context: ReadContext, decision_id: Id) -> int:
    row = context.row(
        "SELECT max(number) AS number FROM {decision_versions} WHERE decision_id = :id",
        id=decision_id,
    )
    return 0 if row is None or row["number"] is None else int(row["number"])


def compared_versions(
    context: ReadContext, decision_id: Id, earlier: int, later: int
) -> Comparison | None:
    """None where one of them is not on record, or not for the viewer."""
    before = text_of_version(context, decision_id, earlier)
    after = text_of_version(context, decision_id, later)
    if before is None or after is None:
        return None
    return _compared(before, after)


# Versions never change, and are compared again by everybody who opens the page.
@lru_cache(32)
def _compared(before: TextBody, after: TextBody) -> Comparison:
    return compare_texts(before, after)


def comparison(
    context: ReadContext,
    decision_id: Id,
    *,
    earlier: int | None = None,
    later: int | None = None,
) -> tuple[ComparedText, ...]:
    """The paragraphs of both versions, in the order of the later one; none where a
    version is not on record. Without numbers, the last version and the one before it.
    """
    if later is None:
        later = _last_version(context, decision_id)
    if earlier is None:
        earlier = max(later - 1, 1)
    compared = compared_versions(context, decision_id, earlier, later)
    if compared is None:
        return ()
    return tuple(
        ComparedText(
            paragraph=str(shown.id),
            kind=shown.kind,
            change=paragraph.change,
            before=_text(paragraph.before),
            after=_text(paragraph.after),
            runs=paragraph.runs,
        )
        for paragraph in compared.paragraphs
        if (shown := paragraph.after or paragraph.before) is not None
    )
