"""The vault's keys: where the key-encryption key lies, how it is replaced, what a crash
leaves behind.
"""

import logging
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import START, at_once, do, enter, people_with_email

from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Place
from bsm_projections.engine.sealed_texts import (
    ERASED_TEXT,
    UNAVAILABLE_TEXT,
    BoundText,
    bound_text,
)
from bsm_service.application.open_databases import open_vault
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.event_store.transaction import Transaction
from bsm_service.foundation.email_addresses import normalise_address
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.people.commands import EnterParticipant
from bsm_service.vault import Handle, HandleKind, Vault, key_file, keys
from bsm_service.vault.personal_details import PersonalDetails

ONE, OTHER = "11" * 32, "22" * 32
STREAM, COMMAND = uuid4(), uuid4()


@contextmanager
def opened(place: Place) -> Iterator[Vault]:
    vault = open_vault(place)
    try:
        yield vault
    finally:
        vault.close()


def refused(place: Place, error: str) -> None:
    with pytest.raises(StoreUnavailable, match=error) as told, opened(place):
        pass
    assert ONE not in str(told.value)


def seal(vault: Vault, text: str) -> BoundText:
    """Keeps the key of a text, as a command does."""
    sealing = vault.begin_sealing(COMMAND, START)
    sealed = sealing.text(text, stream=STREAM, field="reason")
    vault.store_sealings([sealing])
    return bound_text(
        {
            "key": sealed.key.hex,
            "nonce": sealed.nonce,
            "ciphertext": sealed.ciphertext,
        },
        stream_id=STREAM.hex,
        field="reason",
        command_id=COMMAND.hex,
    )


def read(vault: Vault, *sealed: BoundText) -> list[str]:
    return [text.text for text in vault.open_texts(sealed)]


def with_key(place: Place, key: str | None) -> Place:
    return Place(place.folder, place.url, place.schema, place.connections, key)


def wrapped_by(vault: Vault) -> set[str]:
    with vault.database.connection() as connection:
        return {row[0] for row in connection.execute("SELECT wrapped_by FROM keys")}


# Where the key lies


def test_a_new_vault_makes_a_key_file_that_only_its_owner_reads(place: Place):
    with opened(place):
        file = place.folder / "vault.key"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert key_file.KEY_PATTERN.fullmatch(file.read_text())
        assert [file.name for file in place.folder.glob("vault.key*")] == ["vault.key"]


def test_processes_that_start_at_once_make_one_key(bare_place: Place):
    vaults = at_once([lambda: open_vault(bare_place)] * 4)

    sealed = [seal(vault, f"text {number}") for number, vault in enumerate(vaults)]
    for vault in vaults:
        assert read(vault, *sealed) == ["text 0", "text 1", "text 2", "text 3"]
        vault.close()


def test_a_vault_that_is_made_is_opened_while_somebody_writes_to_it(place: Place):
    with (
        opened(place) as one,
        one.database.writing(exclusive=True),
        opened(place) as other,
    ):
        assert wrapped_by(other) == set()


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_key_file_that_others_can_read_is_told(
    place: Place, caplog: pytest.LogCaptureFixture, mode: int
):
    with opened(place):
        (place.folder / "vault.key").chmod(mode)
    with caplog.at_level(logging.WARNING), opened(place):
        pass

    assert "vault.key can be read by users other than its owner" in caplog.text
    assert f"mode {mode:o}" in caplog.text
    assert (place.folder / "vault.key").read_text() not in caplog.text


def test_a_vault_whose_key_file_is_gone_is_not_opened_nor_made_anew(place: Place):
    with opened(place) as vault:
        sealed = seal(vault, "kept")
    file = place.folder / "vault.key"
    apart = file.rename(place.folder / "elsewhere")

    refused(place, r"vault.key, which opens the vault, is not in the data folder")
    assert not file.exists()

    apart.rename(file)
    with opened(place) as vault:
        assert read(vault, sealed) == ["kept"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            OTHER,
            "vault.key is not the key of this vault .* replace it with the right key",
        ),
        ("not a key", "vault.key does not contain a key of 64 hexadecimal digits"),
        ("", "vault.key does not contain a key of 64 hexadecimal digits"),
        (
            ONE.upper() + "ÄÖ",
            "vault.key does not contain a key of 64 hexadecimal digits",
        ),
    ],
)
def test_another_key_is_refused(place: Place, text: str, message: str):
    with opened(place):
        (place.folder / "vault.key").write_text(text)

    refused(place, message)


def test_the_key_may_come_from_the_environment(place: Place):
    with opened(with_key(place, ONE)) as vault:
        sealed = seal(vault, "kept")
        assert not list(place.folder.glob("vault.key*"))

    refused(place, "vault.key, which opens the vault, is not in the data folder")
    refused(with_key(place, OTHER), "BSM_VAULT_KEY is not the key of this vault")
    with opened(with_key(place, ONE)) as vault:
        assert read(vault, sealed) == ["kept"]


def test_a_key_file_may_move_to_the_environment(place: Place):
    with opened(place) as vault:
        sealed = seal(vault, "kept")
    file = place.folder / "vault.key"
    key = file.read_text()
    file.unlink()

    with opened(with_key(place, key)) as vault:
        assert read(vault, sealed) == ["kept"]


def test_the_key_is_in_no_name_of_a_place(place: Place):
    assert ONE not in repr(with_key(place, ONE))


# What start-up looks at


def test_a_damaged_canary_is_told_at_start(place: Place):
    with opened(place) as vault, vault.database.writing(exclusive=True) as connection:
        connection.execute(
            "UPDATE vault_header SET value = :it WHERE name = 'canary'",
            {"it": bytes(60)},
        )

    refused(place, "the vault's test value cannot be decrypted: its header is damaged")


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("name = 'canary'", "the vault's test value cannot be decrypted"),
        ("name = 'wrapped by'", "its header does not say which key encrypts them"),
    ],
)
def test_a_header_that_is_incomplete_is_told_at_start(
    place: Place, gone: str, message: str
):
    with opened(place) as vault:
        seal(vault, "kept")
        with vault.database.writing(exclusive=True) as connection:
            connection.execute(f"DELETE FROM vault_header WHERE {gone}")

    refused(place, message)


def test_the_product_does_not_start_without_the_key(place: Place):
    open_system(place).close()
    (place.folder / "vault.key").unlink()

    with pytest.raises(StoreUnavailable, match=r"vault\.key, which opens the vault"):
        open_system(place)


# Rotation


def test_after_a_rotation_all_is_wrapped_by_a_new_key(place: Place):
    file = place.folder / "vault.key"
    with opened(place) as vault:
        sealed = [seal(vault, "one"), seal(vault, "two")]
        before = file.read_text()
        with file.open() as old:
            in_force = vault.rotate()
            # Whoever still holds the old file finds nothing in it.
            assert old.read() == "0" * 64

        assert file.read_text() != before
        assert wrapped_by(vault) == {in_force}
        assert [file.name for file in place.folder.glob("vault.key*")] == ["vault.key"]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert read(vault, *sealed) == ["one", "two"]
        sealed.append(seal(vault, "three"))
    with opened(place) as vault:
        assert read(vault, *sealed) == ["one", "two", "three"]


def test_the_old_key_opens_nothing_any_more(place: Place):
    file = place.folder / "vault.key"
    with opened(place) as vault:
        before = file.read_text()
        vault.rotate()
    file.write_text(before)

    refused(place, "vault.key is not the key of this vault")


class Crashed(Exception):
    """Stands for a process that ends here."""


def crash(*_: Any) -> None:
    raise Crashed


CRASHES: dict[str, tuple[Any, str]] = {
    "before anything is wrapped": (keys.Keys, "rewrap_all"),
    "before COMMIT": (keys, "put_in_header"),
    "after COMMIT": (keys.Keys, "use_key"),
    "before the old key is overwritten": (key_file, "_overwrite"),
    "before the new key is in its place": (key_file.os, "replace"),
    "before the folder is on disk": (key_file, "sync_to_disk"),
}


@pytest.mark.parametrize("when", CRASHES)
def test_a_rotation_that_is_interrupted_loses_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch, when: str
):
    with opened(place) as vault, opened(place) as another:
        sealed = [seal(vault, "one")]
        with monkeypatch.context() as patch:
            patch.setattr(*CRASHES[when], crash)
            with pytest.raises(Crashed):
                vault.rotate()

        # Another process, which was there all the time.
        assert read(another, *sealed) == ["one"]
        sealed.append(seal(another, "two"))
        assert read(another, *sealed) == ["one", "two"]
    with opened(place) as vault:
        assert read(vault, *sealed) == ["one", "two"]
        in_force = vault.rotate()
        assert wrapped_by(vault) == {in_force}
        assert read(vault, *sealed) == ["one", "two"]
    left = [file.name for file in place.folder.glob("vault.key*")]
    # What was only being written when it crashed has a name of its own.
    assert left.count("vault.key") == 1
    assert "vault.key.next" not in left


def test_another_process_goes_on_while_the_key_is_replaced(place: Place):
    with opened(place) as vault, opened(place) as another:
        sealed = [seal(vault, "one")]
        vault.rotate()
        assert read(another, *sealed) == ["one"]
        sealed.append(seal(another, "two"))
        another.rotate()
        sealed.append(seal(vault, "three"))
        vault.rotate()
        vault.rotate()
        assert read(another, *sealed) == ["one", "two", "three"]
        assert len(wrapped_by(vault)) == 1


def test_whoever_comes_between_commit_and_the_file_puts_it_in_place(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    """Then it must not be overwritten by whoever rotated."""
    with opened(place) as vault, opened(place) as another:
        sealed = [seal(vault, "one")]
        follow = keys.Keys.use_key

        def others_first(self: keys.Keys, key: bytes | None) -> None:
            sealed.append(seal(another, "two"))
            follow(self, key)

        monkeypatch.setattr(keys.Keys, "use_key", others_first)
        vault.rotate()
        assert read(vault, *sealed) == ["one", "two"]
    with opened(place) as vault:
        assert read(vault, *sealed) == ["one", "two"]


def test_sealing_reading_and_rotating_at_once(place: Place):
    with opened(place) as vault, opened(place) as another:
        first = seal(vault, "first")

        def seals(by: Vault) -> Callable[[], list[BoundText]]:
            return lambda: [seal(by, "more") for _ in range(5)]

        def reads(by: Vault) -> Callable[[], list[str]]:
            return lambda: [read(by, first)[0] for _ in range(10)]

        def rotates(by: Vault) -> Callable[[], list[str]]:
            return lambda: [by.rotate() for _ in range(2)]

        done = at_once(
            work(by) for by in (vault, another) for work in (seals, reads, rotates)
        )
        assert done[1] == done[4] == ["first"] * 10
        assert all(isinstance(one, list) for one in done), done
        sealed = [*done[0], *done[3]]
        assert read(another, *sealed) == ["more"] * 10
    with opened(place) as vault:
        assert read(vault, first, *sealed) == ["first", *["more"] * 10]


def test_a_reader_waits_until_no_rotation_overtakes_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    with opened(place) as vault, opened(place) as another:
        sealed = seal(vault, "first")
        another.rotate()
        keys, rotations = vault._keys, iter(range(5))
        use_key = keys._use_key_in_force

        def use_overtaken_key(header: object) -> None:
            use_key(header)
            if next(rotations, None) is not None:
                another.rotate()

        monkeypatch.setattr(keys, "_use_key_in_force", use_overtaken_key)
        assert read(vault, sealed) == ["first"]
        assert next(rotations, None) is None


def test_a_key_of_the_environment_is_replaced_there(place: Place):
    with opened(with_key(place, ONE)) as vault:
        sealed = seal(vault, "kept")
        with pytest.raises(StoreUnavailable, match="in BSM_NEXT_VAULT_KEY"):
            vault.rotate()
        assert read(vault, sealed) == ["kept"]

        vault.rotate(bytes.fromhex(OTHER))
        assert read(vault, sealed) == ["kept"]
        with opened(with_key(place, OTHER)) as another:
            assert read(another, sealed, seal(vault, "more")) == ["kept", "more"]

    refused(with_key(place, ONE), "BSM_VAULT_KEY is not the key of this vault")


def test_a_server_that_still_has_the_old_key_of_the_environment_says_so(place: Place):
    with (
        opened(with_key(place, ONE)) as server,
        opened(with_key(place, ONE)) as command_line,
    ):
        sealed = seal(server, "kept")
        command_line.rotate(bytes.fromhex(OTHER))

        assert read(server, sealed) == [UNAVAILABLE_TEXT]
        with pytest.raises(VaultUnavailable, match="BSM_VAULT_KEY is not the key"):
            seal(server, "more")


def test_the_next_key_of_a_file_is_not_given_from_outside(place: Place):
    with (
        opened(place) as vault,
        pytest.raises(StoreUnavailable, match="without BSM_NEXT_VAULT_KEY"),
    ):
        vault.rotate(bytes.fromhex(OTHER))


# What can be read


def test_a_key_that_is_destroyed_is_told_from_one_that_is_missing(place: Place):
    with opened(place) as vault, opened(place) as another:
        erased, lost, kept = (seal(vault, text) for text in ("a", "b", "c"))
        epoch = another.epoch()
        vault.destroy([UUID(erased.key)])
        with vault.database.writing(exclusive=True) as connection:
            connection.execute("DELETE FROM keys WHERE key = :it", {"it": lost.key})

        assert read(another, erased, lost, kept) == [ERASED_TEXT, UNAVAILABLE_TEXT, "c"]
        assert another.epoch() != epoch
        vault.rotate()
        assert read(another, erased, lost, kept) == [ERASED_TEXT, UNAVAILABLE_TEXT, "c"]


@pytest.mark.parametrize(
    "moved",
    [
        {"stream_id": uuid4().hex},
        {"field": "note"},
        {"command_id": uuid4().hex},
        {"nonce": "AAAAAAAAAAAAAAAA"},
        {"ciphertext": "AAAA"},
        {"ciphertext": "no base64"},
    ],
    ids=lambda it: next(iter(it)),
)
def test_what_was_moved_or_changed_cannot_be_read(place: Place, moved: dict[str, str]):
    with opened(place) as vault:
        sealed = seal(vault, "kept")
        assert read(vault, sealed._replace(**moved), sealed) == [
            UNAVAILABLE_TEXT,
            "kept",
        ]


def test_secrets_of_the_product_are_the_same_for_all(place: Place):
    with opened(place) as vault, opened(place) as another:
        assert vault.product_secret("digests") == another.product_secret("digests")
        assert vault.product_secret("digests") != vault.product_secret("addresses")


# What a command that was interrupted left behind


def crashing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next turn ends between the vault's COMMIT and the log's."""
    write = Transaction.write

    def crash_and_recover(*_: Any) -> None:
        monkeypatch.setattr(Transaction, "write", write)
        raise Crashed

    monkeypatch.setattr(Transaction, "write", crash_and_recover)


def someone(participant: UUID, name: str = "Eva Beispiel") -> EnterParticipant:
    person = PersonalDetails(name=name, email="eva@example.org", dietary_needs="none")
    return EnterParticipant(participant_id=participant, delegation="AT", person=person)


def key_count(system: System) -> int:
    people_with_email(system.vault, "nobody@example.org")  # makes the key of addresses
    with system.vault.database.connection() as connection:
        row = connection.execute("SELECT count(*) FROM keys").fetchone()
        return int(row[0])


def test_keys_without_facts_are_used_when_the_command_comes_again(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    id, command_id = uuid4(), uuid4()
    before = key_count(system)
    crashing_once(monkeypatch)
    with pytest.raises(Crashed):
        do(system, someone(id), command_id=command_id)
    assert key_count(system) == before + 2
    assert people_with_email(system.vault, "eva@example.org") == [(id, "AT")]

    do(system, someone(id, "Eva Zweite"), command_id=command_id)

    assert key_count(system) == before + 2
    assert system.vault.people.entry_of(id)["name"] == "Eva Zweite"
    assert system.vault.people.search("zweite") == [id]
    assert people_with_email(system.vault, "eva@example.org") == [(id, "AT")]


def test_whoever_is_known_to_the_vault_only_is_nobody(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    """Or a nomination would name a person who is not on record."""
    crashing_once(monkeypatch)
    with pytest.raises(Crashed):
        do(system, someone(uuid4()))

    id = uuid4()
    do(system, someone(id))
    with pytest.raises(AlreadyExists, match=str(id)):
        do(system, someone(uuid4()))


def test_nobody_loses_their_key_to_a_second_of_the_same_identity(system: System):
    id = enter(system, name="Eva Erste", email="erste@example.org")
    secret = system.vault.secret_of(personal_key_id(id, PersonalGroup.NAME))

    with pytest.raises(AlreadyExists):
        enter(system, id, name="Eva Zweite", email="zweite@example.org")

    assert system.vault.secret_of(personal_key_id(id, PersonalGroup.NAME)) == secret
    assert system.vault.people.entry_of(id)["name"] == "Eva Erste"
    assert people_with_email(system.vault, "zweite@example.org") == []


def test_of_many_at_once_only_who_takes_an_identity_is_refused(system: System):
    """Their turn is shared, and so is their COMMIT in the vault."""
    taken = enter(system, name="Eva Erste")
    ids = [uuid4() for _ in range(8)]

    def entering(id: UUID, number: int) -> Callable[[], UUID]:
        return lambda: enter(
            system, id, name=f"Neu {number}", email=f"{number}@example.org"
        )

    done = at_once(entering(id, number) for number, id in enumerate([*ids, taken]))

    assert done[:-1] == ids
    assert isinstance(done[-1], AlreadyExists)
    assert system.vault.people.search("neu") == ids
    assert system.vault.people.entry_of(taken)["name"] == "Eva Erste"


# Finding people


def test_people_are_found_by_address_in_any_spelling(system: System):
    austrian = enter(system, email="Eva@Example.org")
    italian = enter(system, delegation="IT", email="eva@example.org")

    assert sorted(people_with_email(system.vault, " EVA@example.ORG")) == sorted(
        [(austrian, "AT"), (italian, "IT")]
    )
    eva, nobody = (
        Handle(HandleKind.EMAIL, f"{name}@example.org") for name in ("eva", "nobody")
    )
    people = system.vault.people.people_with([eva, nobody])
    assert people.keys() == {eva}
    assert {*people[eva]} == {(austrian, "AT"), (italian, "IT")}
    assert normalise_address(" JÖRG@example.org ") == normalise_address(
        "jörg@example.org"
    )


def test_a_search_gives_people_in_the_order_of_their_names(system: System):
    zoe = enter(system, name="Zoe Beispiel", email="a@example.org")
    anna = enter(system, name="anna Beispiel", delegation="IT")
    enter(system, name="Max Muster")

    assert system.vault.people.search("BEISP") == [anna, zoe]
    assert system.vault.people.search("beisp zo") == [zoe]
    assert system.vault.people.search("a@example") == [zoe]
    assert system.vault.people.search("beisp", "IT") == [anna]
    assert system.vault.people.search("nobody") == []


FOUND = {
    "Müller": ("muller", "MÜLLER", "mu\u0308ller", "Mu\u0308LL", "müll\u200ber"),
    "Łukasz": ("lukasz", "łuk", "ŁUKASZ"),
    "İbrahim K\u0131l\u0131ç": (
        *("ibrahim", "İBRAHİM", "i\u0307brahim"),
        *("kilic", "k\u0131l\u0131ç"),
    ),
    "José Núñez": ("jose nunez", "NUNEZ"),
    "Þórður Ægisson": ("thordur", "aegisson", "þórður"),
    "Søren Đoković": ("soren", "dokovic"),
    "Weiß": ("weiss", "weiß", "WEISS"),
    "Алёна Королёва": ("алена", "королева", "КОРОЛЁВА"),
    "O\u2019Neill": ("o'neill", "o\u2019neill", "o\u02bcneill"),
    "\uff25\uff56\uff41": ("eva",),
}


def test_a_search_finds_letters_by_their_base(system: System):
    people = {name: enter(system, name=name) for name in FOUND}

    for name, searches in FOUND.items():
        for words in searches:
            assert system.vault.people.search(words) == [people[name]], (name, words)
    assert system.vault.people.search("mueller") == []


def test_nothing_of_an_address_can_be_found_in_the_vault(system: System):
    enter(system, name="Eva Beispiel", email="eva.beispiel@example.org")

    with system.vault.database.connection() as connection:
        rows = [tuple(row) for row in connection.execute("SELECT * FROM people")]
    stored = repr(rows).casefold()
    assert len(rows) == 1
    assert "eva" not in stored
    assert "example.org" not in stored


def test_the_vault_file_is_its_owners_only(tmp_path: Path):
    with opened(Place(tmp_path)):
        assert stat.S_IMODE((tmp_path / "vault.db").stat().st_mode) == 0o600
