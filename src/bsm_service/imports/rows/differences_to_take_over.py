"""Which differences from the record the importer has chosen to apply."""

from functools import cached_property

from bsm_service.imports.choices import ALL_CHANGES, WantedChange
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.rows.compared_rows import ComparedRow

# Fields whose differences are left out where all are requested: no import changes them.
_EXCLUDED_FROM_ALL = frozenset({"promised_on", "closed_on"})


class RequestedChanges:
    """The changes that the importer wants, looked up row by row."""

    def __init__(self, context: ImportContext) -> None:
        self._context = context

    @cached_property
    def _by_row(self) -> dict[int | None, list[WantedChange]]:
        """The requests by row; under None, those for every row."""
        requests: dict[int | None, list[WantedChange]] = {}
        for request in self._context.choices.changes:
            assert not isinstance(request, str)
            requests.setdefault(request.row, []).append(request)
        return requests

    def of_row(self, compared: ComparedRow) -> tuple[list[str], bool] | None:
        """Which differences to apply, and whether they were requested by the row's
        number; None where none is.
        """
        excluded = (
            _EXCLUDED_FROM_ALL
            if compared.row.is_own_list
            else _EXCLUDED_FROM_ALL | {"title"}
        )
        differ = [name for name in compared.differences if name not in excluded]
        if self._context.choices.changes == ALL_CHANGES:
            return differ, False
        own = self._by_row.get(compared.number, ())
        for request in own:
            if not self._is_current(compared, request):
                return None
        every = self._by_row.get(None, ())
        names = [
            name
            for name in differ
            if any(
                not request.fields or name in request.fields
                for request in (*own, *every)
            )
        ]
        return (names, bool(own)) if names else None

    def _is_current(self, compared: ComparedRow, request: WantedChange) -> bool:
        """Refuses a request by row whose difference is not there, or is outdated."""
        if request.version not in (None, compared.tracked.version):
            self._context.report.refuse_row(
                compared.number,
                "version",
                f"“{compared.tracked.title}” has changed since you opened it (it was "
                f"version {request.version} and is now {compared.tracked.version}); "
                "preview the file again before importing it",
            )
            return False
        missing = [
            field for field in request.fields if field not in compared.differences
        ]
        if not compared.differences or missing:
            name = missing[0] if missing else "row"
            self._context.report.refuse_row(
                compared.number,
                name,
                "this row does not differ from the record; remove it from the "
                "changes to apply",
            )
            return False
        return True
