"""Requests about decisions that are refused, each with its code and its sentence."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from systems import START

from bsm_domain.foundation.roles import Role

BERLIN = "Europe/Berlin"
WHY = {"reason": "it was found so"}
AGREE, OBJECT = {"position": "agree"}, {"position": "object"}
OFFICE, AUSTRIA = (Role.SECRETARIAT, None), (Role.FOCAL_POINT, "AT")


def paragraph(text: str, number: int = 1) -> dict[str, Any]:
    return {"id": f"00000000-0000-4000-8000-{number:012}", "text": text}


def body(*texts: str, title: str = "Contact points") -> dict[str, Any]:
    paragraphs = [paragraph(text, number) for number, text in enumerate(texts, 1)]
    return {"title": title, "paragraphs": paragraphs}


def silence(expires_at: str, time_zone: str = "UTC", **changed: Any) -> dict[str, Any]:
    opening = {"procedure": "silence", "of": 2, "expires_at": expires_at}
    return opening | {"time_zone": time_zone} | changed


def later(**interval: float) -> str:
    return (START + timedelta(**interval)).isoformat()


@dataclass(frozen=True)
class Refused:
    """A request about a decision (`of`), and how it is refused."""

    request: str
    body: dict[str, Any]
    code: str
    sentence: str
    of: str = "draft"
    by: tuple[Role, str | None] = OFFICE
    status: int = 422


REFUSED = {
    # When a silence expires.
    "a wall time that the clocks skip": Refused(
        "procedures",
        silence("2016-03-27T02:30:00+01:00", BERLIN),
        "expiry_unclear",
        "27 Mar 2016, 02:30 does not exist in Europe/Berlin",
    ),
    "a wall time that the clocks skip, by summer time": Refused(
        "procedures",
        silence("2016-03-27T02:30:00+02:00", BERLIN),
        "expiry_unclear",
        "27 Mar 2016, 02:30 does not exist in Europe/Berlin",
    ),
    "the offset of another season": Refused(
        "procedures",
        silence("2016-03-30T12:00:00+01:00", BERLIN),
        "expiry_unclear",
        "the clocks of Europe/Berlin are at UTC+02:00; this says UTC+01:00",
    ),
    "a procedure opened before the text was tabled": Refused(
        "procedures",
        {"procedure": "consensus", "of": 2, "occurred_at": later(days=-9_000)},
        "invalid_value",
        "version 2 was tabled on 4 Jan 2016, 09:00 UTC; enter a later time",
    ),
    "a version tabled before the one that it replaces": Refused(
        "versions",
        {"of": 2, "body": body("Teas."), "occurred_at": later(days=-9_000)},
        "invalid_value",
        "version 2 was tabled on 4 Jan 2016, 09:00 UTC; enter a later time",
    ),
    "a correction to a time before the text was tabled": Refused(
        "positions/corrections",
        {"corrects": 4, **OBJECT, **WHY, "occurred_at": later(days=-1)},
        "stale_text",
        "version 1 had not been tabled on 3 Jan 2016, 09:00 UTC",
        of="corrected",
        status=409,
    ),
    "a session that is not on the agenda": Refused(
        "procedures",
        {
            "procedure": "consensus",
            "of": 2,
            "session_id": "00000000-0000-4000-8000-000000000001",
        },
        "not_found",
        "has no session 00000000-0000-4000-8000-000000000001",
        status=404,
    ),
    "a comment of an unknown delegation": Refused(
        "comments",
        {"delegation": "ZZ", "version": 2, "text": "We agree."},
        "not_invited",
        "ZZ is not invited",
        status=409,
    ),
    "an expiry in the past": Refused(
        "procedures", silence(later(hours=-1)), "invalid_value", "at least 1 hour"
    ),
    "an expiry in 59 minutes": Refused(
        "procedures", silence(later(minutes=119)), "invalid_value", "at least 1 hour"
    ),
    "an expiry in 91 days": Refused(
        "procedures",
        silence(later(days=91, hours=1)),
        "invalid_value",
        "at most 90 days",
    ),
    "a shorter silence": Refused(
        "silence/extension",
        {"expires_at": later(days=2), **WHY},
        "invalid_value",
        "a silence is never shortened",
        of="silence",
    ),
    # Procedures.
    **{
        f"the procedure “{name}”": Refused(
            "procedures",
            {"procedure": name, "of": 2},
            "procedure_not_offered",
            "there are no votes and no consensus minus one",
        )
        for name in ("majority", "vote", "consensus minus one")
    },
    "silence of those present": Refused(
        "procedures",
        silence(later(days=3), basis="present"),
        "not_present",
        "call the roll of the session first",
        status=409,
    ),
    "a gavel with one name too many": Refused(
        "adoption",
        {"of": 2, "read_out": ["AT", "IT"]},
        "objection_unheard",
        "leave out Italy: only objections",
        of="consensus",
        status=409,
    ),
    "a gavel without a name": Refused(
        "adoption",
        {"of": 2},
        "objection_unheard",
        "Austria opposed an earlier version and was not heard on version 2",
        of="consensus",
        status=409,
    ),
    "a gavel in a silence": Refused(
        "adoption",
        {"of": 1},
        "silence_runs",
        "cannot be cut short",
        of="silence",
        status=409,
    ),
    # When something was said, and of what.
    "a focal point who says when": Refused(
        "positions",
        {"delegation": "AT", "version": 2, **OBJECT, "occurred_at": later()},
        "backdated",
        "your position counts from now",
        by=AUSTRIA,
    ),
    "a moment later than now": Refused(
        "positions",
        {
            **{"delegation": "AT", "version": 2, "how": "in the room", **OBJECT},
            "occurred_at": later(hours=2),
        },
        "occurred_later",
        "is later than now",
    ),
    "an old version": Refused(
        "positions",
        {"delegation": "AT", "version": 1, **AGREE},
        "stale_text",
        "the text is at version 2, and this is about version 1",
        by=AUSTRIA,
        status=409,
    ),
    "a version that is not tabled": Refused(
        "positions",
        {"delegation": "AT", "version": 3, **AGREE},
        "stale_text",
        "the text is at version 2, and this is about version 3",
        by=AUSTRIA,
        status=409,
    ),
    "a version before the first": Refused(
        "positions",
        {"delegation": "AT", "version": 0, **AGREE},
        "invalid_request",
        "version: must be 1 or more",
        by=AUSTRIA,
    ),
    # Whose position it is.
    "an unknown delegation": Refused(
        "positions",
        {"delegation": "ZZ", "version": 2, **OBJECT, "how": "in the room"},
        "not_invited",
        "ZZ",
        status=409,
    ),
    "another State": Refused(
        "positions",
        {"delegation": "IT", "version": 2, **OBJECT},
        "not_permitted",
        "only for your own delegation",
        by=AUSTRIA,
        status=403,
    ),
    "another State's correction": Refused(
        "positions/corrections",
        {"corrects": 4, **OBJECT, **WHY},
        "not_permitted",
        "only for your own delegation",
        of="corrected",
        by=(Role.FOCAL_POINT, "IT"),
        status=403,
    ),
    "two forms of one delegation at once": Refused(
        "positions",
        {"delegation": "AT", "version": 1, **OBJECT, "instead_of": 0},
        "conflict",
        "Austria took another position on 4 Jan 2016, 09:00",
        of="corrected",
        by=AUSTRIA,
        status=409,
    ),
    "a second correction of one entry": Refused(
        "positions/corrections",
        {"corrects": 2, **OBJECT, **WHY},
        "invalid_value",
        "entry 2 has already been corrected by entry 3; correct that one",
        of="corrected",
    ),
    "a correction without a reason": Refused(
        "positions/corrections",
        {"corrects": 4, **OBJECT},
        "invalid_request",
        "required",
        of="corrected",
    ),
    "a reservation without its text": Refused(
        "positions",
        {"delegation": "AT", "version": 2, "position": "agree with reservation"},
        "invalid_value",
        "enter the text of the reservation",
        by=AUSTRIA,
    ),
    # Texts.
    "401 paragraphs": Refused(
        "versions",
        {"of": 2, "body": body(*["x"] * 401)},
        "invalid_request",
        "a text has 1 to 400 paragraphs (now: 401)",
    ),
    "50,001 characters": Refused(
        "versions",
        {"of": 2, "body": body(*["x" * 5_000] * 10, "x")},
        "invalid_request",
        "a text has at most 50,000 characters (now: 50,001)",
    ),
    "an empty paragraph": Refused(
        "versions",
        {"of": 2, "body": body("")},
        "invalid_request",
        "must not be empty",
    ),
    "a paragraph of spaces": Refused(
        "versions",
        {"of": 2, "body": body(" \u00a0 ")},
        "invalid_request",
        "must not be empty",
    ),
    "NUL": Refused(
        "versions",
        {"of": 2, "body": body("a\x00b")},
        "invalid_request",
        "the character U+0000 at place 2 is not allowed",
    ),
    "a direction mark": Refused(
        "versions",
        {"of": 2, "body": body("a\u202eb")},
        "invalid_request",
        "body.paragraphs.0.text: the character U+202E at place 2 is not allowed",
    ),
    "a lone surrogate": Refused(
        "versions",
        {"of": 2, "body": body("a\ud800b")},
        "invalid_request",
        "must be text in UTF-8",
    ),
    "the same words in another normal form (E18, E35)": Refused(
        "versions",
        {"of": 2, "body": body("Cafe\u0301s.")},
        "invalid_value",
        "nothing changed since version 2",
    ),
    "other ids for the same words (E18)": Refused(
        "versions",
        {
            "of": 2,
            "body": {
                "title": "Contact points",
                "paragraphs": [paragraph("Caf\u00e9s.", 9)],
            },
        },
        "invalid_value",
        "nothing changed since version 2",
    ),
}
