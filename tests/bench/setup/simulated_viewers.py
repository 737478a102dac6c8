"""Viewers of the live Overview, and a client that registers somebody now and then. A
process of its own.

Each viewer is what an open page is to the server: a session of the dashboard on its
socket, and the live socket. When a message brings a new position, it requests a redraw
of its fragment, as the page does, and reads what is drawn. It paints nothing.

Reads the job from standard input and writes what it found to standard output.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.results import percentile
from bench.setup.processes import Server, can_measure_processes, cpu_seconds
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_DRAW_TIMEOUT = 120.0  # seconds
_SETTLING_TIME = 2.0  # seconds, from the last page's opening to the first fact


@dataclass
class SimulatedViewer:
    """One open page: when it was told of each position, and when that was drawn, in
    seconds of `time.perf_counter`.
    """

    message_times: dict[int, float] = field(default_factory=dict)
    redraw_times: dict[int, float] = field(default_factory=dict)
    fragment: str = ""
    _finished: asyncio.Event = field(default_factory=asyncio.Event)

    async def watch(self, job: dict[str, Any], opened: asyncio.Event) -> None:
        """Opens the page, sets `opened`, and follows until it is cancelled."""
        address = f"ws://{job['host']}:{job['port']}"
        headers = {
            "Cookie": job["cookie"],
            "Origin": f"http://{job['host']}:{job['port']}",
        }
        async with (
            connect(
                f"{address}/_stcore/stream",
                additional_headers=headers,
                subprotocols=["streamlit"],  # type: ignore[list-item]
                max_size=None,
                compression=None,
            ) as page,
            connect(f"{address}/api/live", additional_headers=headers) as live,
        ):
            reader = asyncio.create_task(self._read(page))
            await self._redraw(page)
            opened.set()
            try:
                async for message in live:
                    position = int(message)
                    self.message_times[position] = time.perf_counter()
                    await self._redraw(page)
                    self.redraw_times[position] = time.perf_counter()
            finally:
                reader.cancel()

    async def _redraw(self, page: ClientConnection) -> None:
        """The page, or once its live fragment is known, that; until it is drawn."""
        self._finished.clear()
        request = BackMsg()
        request.rerun_script.query_string = ""
        request.rerun_script.fragment_id = self.fragment
        await page.send(request.SerializeToString())
        await asyncio.wait_for(self._finished.wait(), _DRAW_TIMEOUT)

    async def _read(self, page: ClientConnection) -> None:
        async for data in page:
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else b"")
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                self._finished.set()
            elif kind == "delta" and message.delta.new_element.HasField(
                "bidi_component"
            ):
                # The page holds one component: the one that follows the record.
                self.fragment = message.delta.fragment_id or self.fragment


async def _run(job: dict[str, Any]) -> dict[str, Any]:
    viewers = [SimulatedViewer() for _ in range(job["viewers"])]
    watching = [await _open(viewer, job) for viewer in viewers]
    await asyncio.sleep(_SETTLING_TIME)
    server = Server(job["pid"], job["port"])
    sent_times: dict[int, float] = {}
    cpu_before = cpu_seconds(server.pid) if can_measure_processes() else 0.0
    start = time.perf_counter()
    for number in range(1, job["facts"] + 1):
        position, sent = await asyncio.to_thread(_post, server, job)
        sent_times[position] = sent
        next_fact = start + job["interval"] * number
        await asyncio.sleep(max(0, next_fact - time.perf_counter()))
    seconds = time.perf_counter() - start
    cpu = cpu_seconds(server.pid) - cpu_before if can_measure_processes() else None
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    message_delays = _delays(sent_times, [viewer.message_times for viewer in viewers])
    redraw_delays = _delays(sent_times, [viewer.redraw_times for viewer in viewers])
    return {
        "messages": len(viewers) * len(sent_times),
        "delivered": len(message_delays),
        "redrawn": len(redraw_delays),
        "message_p95": percentile(message_delays, 0.95),
        "redraw_p95": percentile(redraw_delays, 0.95),
        "cores": None if cpu is None else cpu / seconds,
        "fragments": all(viewer.fragment for viewer in viewers),
    }


async def _open(viewer: SimulatedViewer, job: dict[str, Any]) -> asyncio.Task[None]:
    """What watches the page, once that is drawn."""
    opened = asyncio.Event()
    watching = asyncio.create_task(viewer.watch(job, opened))
    opening = asyncio.create_task(opened.wait())
    await asyncio.wait({watching, opening}, return_when=asyncio.FIRST_COMPLETED)
    if watching.done():
        watching.result()  # raises what went wrong
    return watching


def _post(server: Server, job: dict[str, Any]) -> tuple[int, float]:
    """One new fact: its position, and when it was sent (before it was committed)."""
    sent = time.perf_counter()
    answer = server.request("POST", job["path"], job["body"], job["headers"])
    return int(answer["position"]), sent


def _delays(
    sent_times: Mapping[int, float], seen_times: list[dict[int, float]]
) -> list[float]:
    """Seconds until each viewer saw each position or a later one, where it did."""
    return [
        min(later) - sent
        for seen in seen_times
        for position, sent in sent_times.items()
        if (later := [moment for at, moment in seen.items() if at >= position])
    ]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
