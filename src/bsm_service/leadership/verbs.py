"""The command `bsm brief`: the leadership report in the terminal or as PDF."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.markup import escape
from rich.table import Table

from bsm_projections.engine.audience import audience_notice
from bsm_projections.leadership.burn_up import DayBasis
from bsm_service.application.system import demonstration_notice
from bsm_service.cli.account_options import parse_day
from bsm_service.cli.answers import Answer
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.option_values import meeting_finder
from bsm_service.cli.options import JsonOption
from bsm_service.cli.viewer_options import QueryOptions, with_query_options
from bsm_service.foundation.output_file import refuse_existing_file, write_new_file
from bsm_service.leadership.brief import render_brief
from bsm_service.leadership.key_figure_texts import key_figures
from bsm_service.leadership.report import (
    LeadershipReport,
    LeadershipReportModel,
    leadership_report,
    report_model,
)

app = typer.Typer()


@app.command("brief")
@with_query_options
def print_report(
    *,
    options: QueryOptions,
    output: Annotated[
        Path | None,
        typer.Option("--output", help="Write a one-page PDF to a new file."),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            help="Only activities followed up by this meeting (its ID or edition).",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            help="Compare with the end of this day (2016-04-12). Default: the end of "
            "the last meeting.",
        ),
    ] = None,
    clock: Annotated[
        DayBasis,
        typer.Option("--clock", help="Date activities by event or by recording."),
    ] = DayBasis.HAPPENED,
    as_json: JsonOption = False,
) -> None:
    """Report the progress of activities in a few lines, or with --output as a
    one-page PDF.

    The page shows the position, time and root hash it is based on. --json without
    --output prints all figures, as over HTTP. Because the page is passed on, it shows
    only what everybody may see; --as USER shows what that user may see.
    """
    with report_refusals(as_json):
        if output is not None:
            refuse_existing_file(output)
        with options.open("read.activities") as viewer:
            system = viewer.system
            report = leadership_report(
                system,
                viewer.moment,
                viewer.audience_of_documents,
                meeting_id=meeting and str(meeting_finder(system)(meeting)),
                since=None if since is None else parse_day(since),
                clock=clock,
            )
            if output is not None:
                write_new_file(
                    output, [render_brief(system, report, demonstration_notice(system))]
                )
    if output is not None:
        position = report.moment.position
        size = output.stat().st_size
        Answer(
            {"file": str(output), "position": position, "bytes": size},
            f"Written to {output}, as of position {position:,}.",
        ).print(as_json=as_json)
    elif as_json:
        typer.echo(TypeAdapter(LeadershipReportModel).dump_json(report_model(report)))
    else:
        _show(report)


def _show(report: LeadershipReport) -> None:
    console.print(escape(report.headline), highlight=False)
    table = Table("figure", f"end of {report.since.on}", "now", "")
    commitments = report.commitments
    before, now = map(key_figures, (commitments.before, commitments.figures))
    for old, new in zip(before.values(), now.values(), strict=True):
        table.add_row(new.label, old.value, new.value, new.note)
    console.print(table)
    for sentence in report.sentences:
        console.print(escape(f"{sentence}."), highlight=False)
    console.print(audience_notice(report.audience), style="dim", highlight=False)
