"""What the rows of one file are read with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ReportBuilder

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What the rows of one file are read with.

    `statuses` are mapped words. `day_order` is that of dates within texts, such as
    replies. `file_name` is empty where the file has none. The rules are tried with
    `metadata`, of now. The record is read as of `moment`: live, or just before the
    command that is repeated. Loops over many rows check the `deadline` at each. The
    result is collected in `report`.
    """

    system: System
    principal: Principal
    meeting: Meeting
    choices: ImportChoices
    columns: MatchedColumns
    names: DelegationNames
    statuses: Mapping[str, str]
    day_order: DayOrder
    file_name: str
    metadata: FactMetadata
    moment: Moment
    deadline: Deadline
    report: ReportBuilder

    def query(
        self,
        query: Callable[Concatenate[ReadContext, ParametersT], ResultT],
        *args: ParametersT.args,
        **kwargs: ParametersT.kwargs,
    ) -> ResultT:
        """The answer of a query of the read models, as of `moment`."""
        with self.system.read(self.moment, UNRESTRICTED_AUDIENCE) as context:
            return query(context, *args, **kwargs)
