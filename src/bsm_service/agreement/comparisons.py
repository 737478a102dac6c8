"""Two versions of a decision's text compared, as whoever asks names them."""

from bsm_domain.foundation.errors import NotFound
from bsm_projections.agreement.comparison_queries import (
    ComparedText,
    comparison,
    text_of_version,
)
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_service.application.record_list import QueryRequest

# More versions than any text has, and than a database could look for.
_MAX_VERSION = 1_000_000


def compared_texts(
    request: QueryRequest,
    decision_id: Id,
    *,
    earlier: int | None = None,
    later: int | None = None,
) -> tuple[ComparedText, ...]:
    """The paragraphs of both versions; without numbers, of the last version and the one
    before it. Raises NotFound where one is not on record.
    """
    context = request.context
    for name, number in (("from", earlier), ("to", later)):
        if number is not None and not _is_on_record(context, decision_id, number):
            raise NotFound(
                f"there was no version {number} of this text at that time",
                field=f"query.{name}",
            )
    return comparison(context, decision_id, earlier=earlier, later=later)


def _is_on_record(context: ReadContext, decision_id: str, number: int) -> bool:
    is_possible = 1 <= number <= _MAX_VERSION
    return is_possible and text_of_version(context, decision_id, number) is not None
