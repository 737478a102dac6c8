"""Handler: makes one text of one fact unreadable."""

from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition, NotFound
from bsm_domain.foundation.free_text import PlainText, SealedText
from bsm_domain.privacy.redaction import Redaction, redaction_id_of
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.privacy.commands import RedactText


@decide.register
def _(command: RedactText, context: CommandContext) -> None:
    context.require_permission()
    fact = context.transaction.fact(command.stream_id, command.version)
    text = getattr(fact, command.field, None)
    where = f"{command.field} of version {command.version} of {command.stream_id}"
    if isinstance(text, PlainText):
        raise InvalidTransition(
            f"{where} was stored before texts were encrypted, so it cannot be redacted"
        )
    if not isinstance(text, SealedText):
        raise NotFound(f"{where} is not a text that can be redacted")
    id = redaction_id_of(text.key)
    if context.transaction.find(Redaction, id) is not None:
        raise AlreadyExists(f"{where} is already redacted")
    context.target_id = id
    context.record(
        Redaction.redact(
            context.metadata,
            key=text.key,
            stream_id=command.stream_id,
            stream_version=command.version,
            field=command.field,
            reason=context.seal(id, "reason", command.reason),
        )
    )
