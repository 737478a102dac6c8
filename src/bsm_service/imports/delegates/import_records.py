"""Which rows of an imported file became which registrations: by that, a file that is
imported again brings nobody back who was erased since.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.foundation.microseconds import to_micros
from bsm_service.access.permissions import Principal
from bsm_service.identity import Identity
from bsm_service.identity.account_database import actor_name
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.stored_mappings import ListKind

_OF_FILE = "kind = :kind AND meeting = :meeting AND sha256 = :sha256"


@dataclass(frozen=True)
class ImportRecords:
    """The table `imports` of the accounts' database, for one file and meeting. It has
    the file's hash, never its content. All methods raise StoreUnavailable.
    """

    identity: Identity
    meeting_id: UUID
    sha256: str

    @classmethod
    def of(
        cls, identity: Identity, meeting_id: UUID, file: ImportFile
    ) -> "ImportRecords":
        return cls(identity, meeting_id, hashlib.sha256(file.data).hexdigest())

    def registrations(self) -> dict[int, UUID]:
        """The registration of each row that an earlier import stored or found."""
        rows = self.identity.account_database.rows(
            f"SELECT registrations FROM imports WHERE {_OF_FILE} ORDER BY at, command",
            self._file,
        )
        return {
            int(row): UUID(id)
            for stored in rows
            for row, id in json.loads(stored["registrations"]).items()
        }

    def add(
        self, command_id: UUID, registrations: Mapping[int, UUID], author: Principal
    ) -> None:
        """Called before the rows are stored, so that they are never on record without
        it; a repeat of the same command adds nothing.
        """
        database = self.identity.account_database
        key = {"command": command_id.hex}
        with database.transaction(exclusive=True, actor=author) as change:
            known = "SELECT 1 FROM imports WHERE command = :command"
            if change.row(known, key) is not None:
                return
            change.add(
                "imports",
                **key,
                **self._file,
                registrations=json.dumps(
                    {row: id.hex for row, id in sorted(registrations.items())}
                ),
                by_whom=actor_name(author),
                at=to_micros(change.moment),
            )

    def remove(self, command_id: UUID, author: Principal) -> None:
        """Called where the rows were refused."""
        database = self.identity.account_database
        with database.transaction(exclusive=True, actor=author) as change:
            change.execute(
                "DELETE FROM imports WHERE command = :command",
                {"command": command_id.hex},
            )

    @property
    def _file(self) -> dict[str, str]:
        return {
            "kind": ListKind.DELEGATES,
            "meeting": self.meeting_id.hex,
            "sha256": self.sha256,
        }
