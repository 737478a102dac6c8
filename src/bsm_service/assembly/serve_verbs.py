"""Commands that start a server: for a record, or for the demonstration."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.system import NOTICE, System
from bsm_service.cli.console import console, progress_bar
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    HostOption,
    PortOption,
    ProcessesOption,
    choose_settings,
)
from bsm_service.demonstration import seed
from bsm_service.demonstration.live_fact_generator import LiveFacts
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.file_permissions import warn_if_open_to_others
from bsm_service.http_api.server.listener import claim_ports, listen, server_address
from bsm_service.settings.settings import Settings, SignInMode

app = typer.Typer()


@app.command()
def serve(
    data: DataOption = None,
    database: DatabaseOption = None,
    host: HostOption = None,
    port: PortOption = None,
    processes: ProcessesOption = None,
) -> None:
    """Serve the record: API, live socket and dashboard on one port.

    With --processes K it uses K consecutive ports, for a proxy with sticky sessions
    (docs/nginx.conf).

    If the folder is empty, a new record is created. For access from other machines, use
    a TLS proxy and set BSM_PUBLIC_URL to its address.
    """
    with report_refusals():
        settings = choose_settings(
            data=data,
            database=database,
            host=host,
            port=port,
            processes=processes,
            sign_in=SignInMode.ACCOUNTS,
        ).settings
        with claim_ports(settings) as doors:
            with open_record(settings.database_place(), must_exist=False) as system:
                system.establish_network()
                setup_secret = system.identity.first_administrator_secret()
            _print_address(settings)
            if setup_secret is not None:
                _print_first_administrator_secret(settings, setup_secret)
            _print_risks(settings)
            listen(settings, doors)


@app.command()
def demo(
    data: DataOption = None,
    database: DatabaseOption = None,
    host: HostOption = None,
    port: PortOption = None,
    processes: ProcessesOption = None,
    live: Annotated[
        bool, typer.Option("--live", help="Add new facts while it runs.")
    ] = False,
    every: Annotated[
        float,
        typer.Option(min=0.1, max=3600, help="Seconds between facts (with --live)."),
    ] = 4.0,
) -> None:
    """Start the demonstration: the network's 10th meeting, Berlin 2016, and its
    follow-up until today.

    The first start creates the data; later starts use it again. One click signs you in
    with any role.
    """
    with report_refusals(), ExitStack() as running:
        settings = choose_settings(
            defaults={"data": Path("demo-data")},
            data=data,
            database=database,
            host=host,
            port=port,
            processes=processes,
            sign_in=SignInMode.DEMONSTRATION,
        ).settings
        doors = running.enter_context(claim_ports(settings))
        with open_record(settings.database_place(), must_exist=False) as system:
            _require_demonstration(system, settings.data)
            with progress_bar("Creating the demonstration", None) as bar:
                seed(system, present=utc_now(), on_progress=bar)
            system.engine.catch_up()
        if live:
            # Beside the server's own system: the log may have several writers.
            beside = running.enter_context(open_record(settings.database_place()))
            running.enter_context(LiveFacts(beside, every))
        console.print(NOTICE, style="dim", highlight=False)
        _print_address(settings)
        listen(settings, doors)


def _require_demonstration(system: System, data: Path) -> None:
    network = system.network()
    if network is not None and not network.demonstration:
        raise InvalidValue(
            f"{data} holds a real record, not a demonstration; choose another folder "
            "with --data"
        )


def _print_risks(settings: Settings) -> None:
    for risk in (*settings.risks(), *warn_if_open_to_others(settings.data)):
        console.print(f"Warning: {risk}", style="yellow", highlight=False, markup=False)


def _print_first_administrator_secret(settings: Settings, secret: str) -> None:
    """The secret for becoming the first administrator. It is shown only here, and can
    be used once within a day.
    """
    console.print(
        "There is no administrator yet. Create the first administrator account at "
        f"[bold]{settings.public_url or server_address(settings)}"
        "/account/first-administrator[/bold] "
        f"with this one-time secret: [bold]{secret}[/bold]",
        highlight=False,
        soft_wrap=True,
    )


def _print_address(settings: Settings) -> None:
    address = settings.public_url or server_address(settings)
    console.print(
        f"The dashboard is at [bold]{address}[/bold] (press Ctrl-C to stop)",
        highlight=False,
    )
