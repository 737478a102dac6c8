"""Changes to facts, leaves, the tree, commands and what servers remember."""

from raw_database import tamper
from service.proof.verification.records import (
    COMMANDS,
    FACTS,
    HEADERS,
    HEADS,
    READABLE,
    TREE,
)
from service.proof.verification.tampering import (
    BOTH,
    Change,
    capitals,
    head,
    in_state,
    log,
    other_answer,
    spelt,
)

OF_LOG = (
    # Facts, leaves and the tree.
    Change(
        "a fact is changed",
        lambda record: tamper(record.place, in_state(record, "Berlin", "Boston")),
        TREE,
        "position 2: the stored bytes do not match their hash",
    ),
    Change(
        "a fact is removed",
        log("DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'"),
        FACTS,
        "position 5: version 1 of stream ",
        alone=True,
    ),
    Change(
        "a fact is removed with its leaf",
        log(
            "DELETE FROM leaves WHERE position = 5",
            "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
        ),
        FACTS,
        "positions 5 to 5 are empty",
        alone=True,
    ),
    Change(
        "a fact is slipped in",
        log(
            "INSERT INTO stored_events SELECT originator_id, 99, topic, state "
            "FROM stored_events LIMIT 1"
        ),
        FACTS,
        "version 99 of stream ",
        alone=True,
    ),
    Change(
        "a fact gets an unknown name",
        log(
            "UPDATE stored_events SET topic = 'bsm.meeting.moved.v1' "
            "WHERE topic = 'bsm.meeting.announced.v1'"
        ),
        READABLE,
        "position 2: the log contains a fact named 'bsm.meeting.moved.v1'",
    ),
    Change(
        "a leaf is recorded before its predecessor",
        log("UPDATE leaves SET recorded_at = 0 WHERE position = 3"),
        TREE,
        "position 3 has an earlier recording time than its predecessor",
    ),
    Change(
        "a leaf tells another time than its fact",
        log("UPDATE leaves SET recorded_at = recorded_at + 1"),
        HEADERS,
        "position 3: the fact and its leaf have different times",
    ),
    Change(
        "facts change places",
        log(
            "UPDATE leaves SET position = 90 WHERE position = 2",
            "UPDATE leaves SET position = 2 WHERE position = 3",
            "UPDATE leaves SET position = 3 WHERE position = 90",
        ),
        TREE,
        "skips to 2",
    ),
    Change(
        "a frontier is another's",
        log(
            "UPDATE frontiers SET hashes = (SELECT hashes FROM frontiers "
            "ORDER BY size LIMIT 1) WHERE size = 5"
        ),
        TREE,
        "the stored frontier at 5 does not match the tree",
    ),
    Change(
        "the last frontier is gone",
        log("DELETE FROM frontiers WHERE size = (SELECT max(size) FROM frontiers)"),
        TREE,
        "no frontier is stored for the log's end",
    ),
    Change(
        "a frontier is of no size that the log had",
        log("INSERT INTO frontiers SELECT 999, hashes FROM frontiers WHERE size = 5"),
        TREE,
        "there is a frontier of size 999, which the log never had",
    ),
    Change(
        "a frontier lies in the middle of a command",
        log("UPDATE frontiers SET size = 4 WHERE size = 5"),
        TREE,
        "a frontier is stored at 4, which is not the end of a command",
    ),
    Change(
        "the log is called otherwise",
        log("UPDATE log_header SET value = 'example.org/other'"),
        TREE,
        "position 1: the stored bytes do not match their hash",
    ),
    Change(
        "the log's header is gone",
        log("DELETE FROM log_header"),
        TREE,
        "the log's header does not identify the log",
    ),
    # Identities, which are texts on SQLite.
    Change("a stream in capitals", capitals, FACTS, "is not written as", ("sqlite",)),
    *(
        Change(f"a stream as {how}", spelt(how, *BOTH), FACTS, told, ("sqlite",))
        for how, told in (
            ("{{{0}}}", "the identity '{"),
            ("urn:uuid:{0}", "the identity 'urn:uuid:"),
            ("{0}", "is not written as 32"),
            ("somewhere", "the identity 'somewhere' is not written"),
        )
    ),
    Change(
        "a stream's leaves in braces",
        spelt("{{{0}}}", "leaves"),
        FACTS,
        "leaves: the identity '{",
        ("sqlite",),
    ),
    # Commands and their answers.
    Change(
        "an answer is gone",
        log("DELETE FROM command_answers WHERE answer LIKE '%\"position\":5,%'"),
        COMMANDS,
        "positions 4 to 5: their command has no stored answer",
    ),
    Change(
        "an answer names another version",
        other_answer('"version":1,"position":2', '"version":9,"position":2'),
        COMMANDS,
        "has a different version from its facts",
    ),
    Change(
        "an answer names another stream",
        other_answer("bsm.meeting.announced.v1", "bsm.meeting.opened.v1"),
        COMMANDS,
        "does not name the facts at positions 2 to 2",
    ),
    Change(
        "an answer is no answer",
        other_answer('"position":2,"recorded_at"', '"place":2,"recorded_at"'),
        COMMANDS,
        "the stored answer cannot be read",
    ),
    Change(
        "an answer belongs to another account",
        log(
            "UPDATE command_answers SET account = 'somebody' "
            "WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "its stored answer names facts of command",
    ),
    Change(
        "a command's id is spelt otherwise",
        log(
            "UPDATE command_answers SET command_id = upper(command_id) "
            "WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "its stored answer names facts of command",
    ),
    Change(
        "an answer is of no command",
        log(
            "INSERT INTO command_answers SELECT account, 'abc', digest, answer "
            "FROM command_answers WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "which is not the end of that command",
    ),
    Change(
        "a digest is cut off",
        log("UPDATE command_answers SET digest = substr(digest, 1, 5)"),
        COMMANDS,
        "the digest of the request is not valid",
    ),
    Change(
        "the end of a command is not marked",
        log("UPDATE leaves SET ends_command = 0 WHERE position = 2"),
        COMMANDS,
        "position 2 is not marked as the end of its command, but another",
    ),
    Change(
        "the middle of a command is marked as its end",
        log("UPDATE leaves SET ends_command = 1 WHERE position = 4"),
        COMMANDS,
        "position 4 is marked as the end of its command, which goes on at 5",
    ),
    # What servers and people remember.
    Change(
        "the log's tail is gone",
        log(
            "DELETE FROM command_answers",
            "DELETE FROM stored_events WHERE EXISTS (SELECT 1 FROM leaves l WHERE "
            "l.originator_id = stored_events.originator_id AND l.originator_version "
            "= stored_events.originator_version AND l.position > 5)",
            "DELETE FROM leaves WHERE position > 5",
            "DELETE FROM frontiers WHERE size > 5",
        ),
        HEADS,
        "the log ends at position 5: the facts 6 to ",
        alone=True,
    ),
    Change(
        "another server acknowledged other facts",
        head(5, "ab" * 32),
        HEADS,
        "heads/elsewhere.json: the facts up to 5 differ from those",
    ),
    Change(
        "what a server remembers is emptied",
        lambda record: (record.place.folder / "heads" / "command-line.json").write_text(
            ""
        ),
        HEADS,
        "in which a server noted what it acknowledged, cannot be read",
    ),
    Change(
        "what a server remembers is no such thing",
        lambda record: (record.place.folder / "heads" / "command-line.json").write_text(
            "{"
        ),
        HEADS,
        "heads/command-line.json, in which a server noted what it acknowledged,",
    ),
)
