"""Viewers of the live Overview, and somebody who reports now and then. A process of
its own.

Each viewer is what an open page is to the server: a session of the dashboard on its
socket, and the live socket. Told of a new position, it asks for its fragment to be
drawn again, as the page does, and reads what is drawn. It paints nothing.

Reads the job from standard input and writes what came of it to standard output.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from bench.results import percentile
from bench.setup.processes import Server, cpu_seconds, is_told
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_PATIENCE = 120.0
_SETTLES = 2.0


@dataclass
class Viewer:
    """One open page. Moments are of `time.perf_counter`, by position."""

    told: dict[int, float] = field(default_factory=dict)
    drawn: dict[int, float] = field(default_factory=dict)
    fragment: str = ""
    _finished: asyncio.Event = field(default_factory=asyncio.Event)

    async def look(self, job: dict[str, Any], ready: asyncio.Event) -> None:
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
            reading = asyncio.create_task(self._read(page))
            await self._draw(page)
            ready.set()
            try:
                async for message in live:
                    position = int(message)
                    self.told[position] = time.perf_counter()
                    await self._draw(page)
                    self.drawn[position] = time.perf_counter()
            finally:
                reading.cancel()

    async def _draw(self, page: ClientConnection) -> None:
        """Asks for the page, or once it stands for its live fragment, to be drawn."""
        self._finished.clear()
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.fragment_id = self.fragment
        await page.send(asked.SerializeToString())
        await asyncio.wait_for(self._finished.wait(), _PATIENCE)

    async def _read(self, page: ClientConnection) -> None:
        async for message in page:
            told = ForwardMsg()
            told.ParseFromString(message if isinstance(message, bytes) else b"")
            kind = told.WhichOneof("type")
            if kind == "script_finished":
                self._finished.set()
            elif kind == "delta" and told.delta.new_element.HasField("bidi_component"):
                # The page holds one component: the one that follows the record.
                self.fragment = told.delta.fragment_id or self.fragment


async def _run(job: dict[str, Any]) -> dict[str, Any]:
    viewers = [Viewer() for _ in range(job["viewers"])]
    looking = []
    for viewer in viewers:
        ready = asyncio.Event()
        task = asyncio.create_task(viewer.look(job, ready))
        looking.append(task)
        opened = asyncio.create_task(ready.wait())
        await asyncio.wait({task, opened}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()  # raises what went wrong
    await asyncio.sleep(_SETTLES)
    server = Server(job["pid"], job["port"])
    posted: dict[int, float] = {}
    cpu = cpu_seconds(server.pid) if is_told() else 0.0
    start = time.perf_counter()
    for number in range(job["facts"]):
        posted.update([await asyncio.to_thread(_post, server, job)])
        await asyncio.sleep(max(0, start + job["every"] * (number + 1) - _now()))
    seconds = _now() - start
    used = cpu_seconds(server.pid) - cpu if is_told() else None
    for task in looking:
        task.cancel()
    await asyncio.gather(*looking, return_exceptions=True)
    awaited = [(one, at, sent) for one in viewers for at, sent in posted.items()]
    told = [_delay(one.told, at, sent) for one, at, sent in awaited]
    drawn = [_delay(one.drawn, at, sent) for one, at, sent in awaited]
    return {
        "messages": len(told),
        "delivered": sum(one is not None for one in told),
        "redrawn": sum(one is not None for one in drawn),
        "told_p95": percentile([one for one in told if one is not None], 0.95),
        "drawn_p95": percentile([one for one in drawn if one is not None], 0.95),
        "core": None if used is None else used / seconds,
        "fragments": all(one.fragment for one in viewers),
    }


def _now() -> float:
    return time.perf_counter()


def _post(server: Server, job: dict[str, Any]) -> tuple[int, float]:
    """One new fact: its position, and when it was sent (before it was committed)."""
    sent = _now()
    answer = server.ask("POST", job["path"], job["body"], job["headers"])
    return int(answer["position"]), sent


def _delay(moments: dict[int, float], position: int, sent: float) -> float | None:
    """Until the viewer saw the position or a later one; None if it never did."""
    seen = [moment for at, moment in moments.items() if at >= position]
    return min(seen) - sent if seen else None


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
