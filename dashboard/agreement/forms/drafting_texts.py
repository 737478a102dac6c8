"""Texts of forms about the words of a decision."""

TABLE = "Table a draft decision"
TEXT_LABEL = "Text"
TEXT_HELP = (
    "Leave an empty line between paragraphs. Begin a heading with “# ”, and a numbered "
    "paragraph with its number: “1. ”. Numbers are then counted automatically"
)
TITLE_LABEL = "Title"
LANGUAGE_LABEL = "Authentic language"
OBJECTIVE_LABEL = "From objective"
ACTIVITIES_LABEL = "Linked follow-up activities"
ACTIVITIES_HELP = "They become agreed when the text is adopted"
AUDIENCE_HELP = (
    "Leave this empty for everybody. A draft from an objective for focal points only "
    "is always for them"
)
FOLLOW_UP_AUDIENCE_HELP = (
    "Leave this empty for those who can see the decision. If it is for everybody, "
    "linked activities become visible to all once the text is adopted, with the "
    "milestones that they already have"
)
FOLLOW_UP_AUDIENCE_LABEL = "Who can see its follow-up"
TABLED_BY_LABEL = "Tabled by"
TABLED_BY_HELP = "Leave this empty for the Chair"
SUPERSEDES_LABEL = "Supersedes"
IN_PART_LABEL = "It supersedes them only in part"
NOTE_LABEL = "Note"
TRANSLATION_LANGUAGE = "Language of the translation"
TRANSLATION_HELP = (
    "The same paragraphs in the same order, with an empty line between them. Write “-” "
    "for a paragraph that is not translated"
)
TRANSLATION_EXPLANATIONS = (
    "A translation changes no position and no procedure. Only the authentic text "
    "counts.",
)
PARAGRAPH_LABEL = "About paragraph"
PARAGRAPH_HELP = "Leave this empty to comment on the whole text"
COMMENT_LABEL = "Comment"
COMMENT_EXPLANATIONS = (
    "Delegations, the Chair and the secretariat can read comments. A comment stops "
    "nothing: to stop an adoption, object.",
)
TABLE_VERSION = "Table this version"
SILENCE_ENDS = "The silence ends; a new one with a full period must be opened."
PROCEDURE_ENDS = "The procedure ends; the Chair must open another."
POSITIONS_BECOME_STALE = "Positions on the previous version no longer count."


def in_paragraph(number: int, sentence: str) -> str:
    return f"Paragraph {number}: {sentence}"


def new_version(finding: str, *consequences: str) -> str:
    """What a new version changes: the paired paragraphs are shown below it."""
    return " ".join((f"{finding}.", *consequences))


def paragraph_option(number: int, text: str) -> str:
    """The beginning of a paragraph, to choose it by."""
    beginning = text if len(text) <= 60 else f"{text[:60].rstrip()}…"
    return f"{number}: {beginning}"
