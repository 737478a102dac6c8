"""The steps of an erasure after the keys are destroyed. Each is safe to repeat."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bsm_domain.foundation.accents import without_accents
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_projections.databases import DATABASE_ERRORS, Database
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.identity import Identity
from bsm_service.privacy.erasure import residual_data
from bsm_service.privacy.erasure.residual_data import (
    ResidualFinding,
    SearchResult,
    SearchTerms,
)
from bsm_service.vault import Vault

_log = logging.getLogger("bsm_service.erasure.erasures")

_WORDS = re.compile(r"\w+")
ACTOR = "erasure"  # the actor that closes the accounts of erased people
ROTATE_BY_HAND = (
    "the key-encryption key is set in BSM_VAULT_KEY and must be replaced: run "
    "'bsm vault rotate' with the next key in BSM_NEXT_VAULT_KEY, then destroy the "
    "old key"
)


@dataclass
class ErasureSteps:
    """The steps, in this order, and their results. A step that fails adds a sentence to
    `unfinished` and does not stop the others.

    `accounts` counts the accounts of each person that were closed and anonymised;
    `key_in_force` is the fingerprint of the new key-encryption key, if there is one.
    """

    folder: Path
    databases: Mapping[str, Database]
    vault: Vault
    identity: Identity
    search_terms: SearchTerms
    unfinished: list[str] = field(default_factory=list)
    accounts: Counter[UUID] = field(default_factory=Counter)
    key_in_force: str | None = None
    residuals: SearchResult = field(default_factory=SearchResult)

    def wait_for_read_models(self, wait: Callable[[], object]) -> None:
        with self._noting_failure("the read models are not up to date"):
            wait()

    def forget_accounts(self, people: Collection[UUID]) -> None:
        """Closes and anonymises the accounts of these people."""
        with self._noting_failure("the person's accounts were not anonymised"):
            for account in self.identity.accounts.all() if people else ():
                person = account.participant
                if person is not None and person in people:
                    self.search_terms.name("user name", account.name)
                    self.identity.accounts.anonymise(account.id, actor=ACTOR)
                    self.accounts[person] += 1

    def forget_mappings(self) -> None:
        """Deletes stored mappings of imported files that name these people."""
        with self._noting_failure("stored import mappings were not deleted"):
            self._forget_mappings_naming(
                {words for words in map(_split_words, self.search_terms.names) if words}
            )

    def _forget_mappings_naming(self, names: Set[frozenset[str]]) -> None:
        """A cell such as "Anna Schmidt, BMI" may stand for a delegation. Deletes each
        mapping that contains all words of one of the names or addresses, in any order.
        """
        database = self.identity.account_database
        with database.transaction(exclusive=True, actor=ACTOR) as change:
            stored = change.execute("SELECT kind, what, said FROM import_mappings")
            for kind, what, said in stored.fetchall():
                mapping_words = _split_words(said)
                if any(words <= mapping_words for words in names):
                    change.execute(
                        "DELETE FROM import_mappings "
                        "WHERE kind = :kind AND what = :what AND said = :said",
                        {"kind": kind, "what": what, "said": said},
                    )

    def rotate_key(self) -> None:
        """Replaces the key-encryption key if it is in a file."""
        if not self.vault.source.is_file:
            self.unfinished.append(ROTATE_BY_HAND)
            return
        with self._noting_failure("the key-encryption key was not replaced"):
            old_key = self.vault.source.read()
            in_force = self.vault.rotate()
            self.search_terms.secret("key-encryption key", old_key)
            self.key_in_force = in_force

    def scrub_databases(self) -> None:
        """Rewrites two databases, so that no deleted rows remain in their files. The
        log and the read models contain nothing readable.
        """
        for name in ("vault", "service"):
            with self._noting_failure(f"the database {name!r} was not rewritten"):
                not_done = self.databases[name].scrub()
                if not_done:
                    self.unfinished.append(not_done)

    def search_residuals(self) -> None:
        """Searches for remains in files and in the rows of a database server."""
        if not self.search_terms:
            return
        result = SearchResult()
        with self._noting_failure("the search for remains was not completed"):
            result = residual_data.search_residuals(
                self.search_terms, [self.folder], self.databases
            )
        if result.unread:
            self.unfinished.append(
                f"{count_of(len(result.unread), 'file')} could not be read"
            )
        # A receipt does not name the data folder.
        findings = tuple(
            ResidualFinding(
                what=finding.what, where=finding.where.removeprefix(f"{self.folder}/")
            )
            for finding in result.found
        )
        self.residuals = result.model_copy(update={"found": findings})

    @contextmanager
    def _noting_failure(self, problem: str) -> Iterator[None]:
        """Records an error instead of raising it, so that other steps can be done."""
        try:
            yield
        except (DomainError, OSError, *DATABASE_ERRORS) as error:
            cause: object = error
            if isinstance(error, DATABASE_ERRORS):
                cause = refusal_for(error)
            elif isinstance(error, OSError):  # its text would name the data folder
                cause = error.strerror
            _log.warning("erasure: %s: %s", problem, cause)
            self.unfinished.append(f"{problem}: {cause}")


def _split_words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(without_accents(text)))
