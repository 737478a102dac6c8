"""What people write for how far something is, as statuses."""

from collections.abc import Mapping

from bsm_domain.follow_up_activity import ActivityStatus
from bsm_service.imports.columns import folded

_SAID: Mapping[ActivityStatus, str] = {
    ActivityStatus.PROPOSED: "proposed|planned|idea|proposé|vorgeschlagen",
    ActivityStatus.AGREED: "agreed|open|new|not started|to do|offen|ouvert",
    ActivityStatus.ACCEPTED: "accepted|taken on|angenommen|accepté",
    ActivityStatus.IN_PROGRESS: (
        "in progress|ongoing|on going|started|underway|under way|en cours|in arbeit|"
        "laufend|in corso|en curso|в работе|выполняется"
    ),
    ActivityStatus.REPORTED_COMPLETE: "reported complete|completed|to be confirmed",
    ActivityStatus.CONFIRMED: (
        "confirmed|done|closed|complete|finished|implemented|terminé|erledigt|"
        "abgeschlossen|completato|terminado|выполнено"
    ),
    ActivityStatus.BLOCKED: "blocked|on hold|stalled|waiting|pending|blockiert|bloqué",
    ActivityStatus.WITHDRAWN: (
        "withdrawn|cancelled|canceled|dropped|obsolete|abandoned|annulé|zurückgezogen"
    ),
    ActivityStatus.DECLINED: "declined|rejected|abgelehnt|refusé",
}
STATUSES: Mapping[str, str] = {
    folded(said): str(status)
    for status, words in _SAID.items()
    for said in words.split("|")
}
