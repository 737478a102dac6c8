"""Lists of decisions, of their positions and versions, and the register."""

from bsm_projections.agreement.matrix import delegation_agreements
from bsm_projections.agreement.queries import (
    decision,
    decision_versions,
    decisions,
    positions,
    register,
)
from bsm_projections.leadership.meeting_outcomes import meeting_outcomes
from bsm_service.access.scopes import READERS
from bsm_service.agreement.comparisons import compared_texts
from bsm_service.agreement.decision_document import decision_document
from bsm_service.application.record_list import FilterTexts, RecordItem, RecordList

DECISIONS = RecordList(
    name="decisions",
    action="read.decisions",
    allowed=READERS,
    path="/decisions",
    summary="Decisions",
    description="Drafts and decisions that the viewer may see, in the order in which "
    "they were tabled. Those `awaiting` a delegation have no position of it yet.",
    help="Drafts and decisions, in the order in which they were tabled.",
    query=decisions,
    columns=("id", "title", "text_version", "status", "symbol"),
    texts={
        "awaiting": FilterTexts(
            help="Only those on which this delegation has no position yet, for example "
            "AT."
        ),
        "words": FilterTexts(
            help="Only those with all these words in their title or text.",
            description="Only those with all these words in their title or text, in "
            "any language in which they are on record; upper and lower case and "
            "accents do not matter.",
        ),
    },
)

DECISION = RecordItem(
    name="decision",
    action="read.decisions",
    allowed=READERS,
    path="/decisions/{decision_id}",
    summary="One decision",
    description="One decision. The ETag is its version, for `If-Match`.",
    help="A decision, from its first draft; with --output its text as a PDF.",
    query=decision,
    document=decision_document,
)

POSITIONS = RecordList(
    name="positions",
    action="read.positions",
    allowed=READERS,
    path="/decisions/{decision_id}/positions",
    summary="Positions on a decision",
    description="The last position of each delegation: before an adoption for "
    "delegations and auditors, the final ones for all who may see the decision.",
    query=positions,
    columns=("delegation", "version", "position", "happened_at", "entry"),
)

MATRIX = RecordList(
    name="agreements",
    action="read.positions",
    allowed=READERS,
    path="/meetings/{meeting_id}/agreements",
    summary="Who agrees to what",
    description="The last position of each participating State on each decision of the "
    "meeting: before an adoption for delegations and auditors, then for all who may "
    "see the decision.",
    query=delegation_agreements,
    columns=("title", "text_version", "delegation", "position", "is_stale"),
)

VERSIONS = RecordList(
    name="decision-versions",
    action="read.decisions",
    allowed=READERS,
    path="/decisions/{decision_id}/versions",
    summary="Versions of a decision's text",
    description="All versions of the text with their translations, the first one "
    "first.",
    query=decision_versions,
    columns=("number", "tabled_at", "tabled_by", "title"),
)

REGISTER = RecordList(
    name="register",
    action="read.decisions",
    allowed=READERS,
    path="/register",
    summary="Register of decisions",
    description="The decisions that have a number, in the order of their adoption.",
    query=register,
    columns=("symbol", "title", "adopted_at", "procedure", "status"),
)

OUTCOMES = RecordList(
    name="outcomes",
    action="read.decisions",
    allowed=READERS,
    path="/meetings/{meeting_id}/outcomes",
    summary="What came of a meeting",
    description="A row for each decision of a meeting and each objective without one, "
    "with how many activities arise from it and what became of them. Activities that "
    "arise from neither have a row of their own. `open` includes those overdue.",
    help="What came of a meeting: its decisions, its objectives without one, and their "
    "activities.",
    query=meeting_outcomes,
    columns=(
        "objective_code",
        "symbol",
        "title",
        "activities",
        "open",
        "overdue",
        "confirmed",
    ),
)

COMPARISON = RecordList(
    name="decision-comparison",
    action="read.decisions",
    allowed=READERS,
    path="/decisions/{decision_id}/comparison",
    summary="What changed between two versions",
    description="The paragraphs of two versions of the text, word by word, in the "
    "order of the later one.",
    query=compared_texts,
    columns=("change", "before", "after"),
    texts={
        "earlier": FilterTexts(name="from", help="The earlier version."),
        "later": FilterTexts(name="to", help="The later version."),
    },
)
