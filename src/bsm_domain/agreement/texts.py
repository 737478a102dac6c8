"""How positions and adoptions are put into words, wherever somebody reads of them."""

from collections.abc import Mapping

from bsm_domain.agreement.values import Position, Procedure

HOW_ADOPTED: Mapping[Procedure, str] = {
    Procedure.ROOM: "in the room",
    Procedure.CONSENSUS: "by consensus",
    Procedure.SILENCE: "by silence",
}
# After the name of a delegation: what it says of the current version,
POSITION_PRESENT: Mapping[Position, str] = {
    Position.AGREE: "agrees",
    Position.RESERVE: "agrees with a reservation",
    Position.OBJECT: "objects",
    Position.AMEND: "proposes an amendment",
    Position.AD_REFERENDUM: "is ad referendum",
    Position.NONE: "takes no position",
}
# and what it said, followed by the version.
POSITION_PAST: Mapping[Position, str] = {
    Position.AGREE: "agreed to",
    Position.RESERVE: "agreed, with a reservation, to",
    Position.OBJECT: "objected to",
    Position.AMEND: "proposed an amendment to",
    Position.AD_REFERENDUM: "was ad referendum on",
    Position.NONE: "took no position on",
}
