"""Clients that post as fast as they are answered. A process of its own.

Reads the job from standard input and writes what it found to standard output. The
clients write HTTP themselves: a client that spends more than the server measures the
client. Nothing of the product is imported, so it starts at once.
"""

import asyncio
import json
import sys
import time
from itertools import count, cycle
from typing import Any


async def read_status(reader: asyncio.StreamReader) -> int:
    """Reads one response to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    if length:
        await reader.readexactly(int(length))
    return int(head.split(b" ", 2)[1])


def request_bytes(job: dict[str, Any], body: object) -> bytes:
    content = json.dumps(body).encode()
    headers = {
        "Host": f"{job['host']}:{job['port']}",
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
        **job["headers"],
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST {job['path']} HTTP/1.1\r\n{lines}\r\n".encode() + content


async def _run(job: dict[str, Any]) -> dict[str, Any]:
    requests = cycle([request_bytes(job, body) for body in job["bodies"]])
    placeholder, numbers = job["placeholder"].encode(), count()
    durations: list[float] = []
    refused = 0
    deadline = time.perf_counter() + job["seconds"]

    async def client() -> None:
        nonlocal refused
        reader, writer = await asyncio.open_connection(job["host"], job["port"])
        now = time.perf_counter()
        while now < deadline or not durations:  # however slow the machine is
            start = now
            # Each body is different, and of the same length.
            number = f"{job['series']}{next(numbers):08x}".encode()
            writer.write(next(requests).replace(placeholder, number))
            status = await read_status(reader)
            now = time.perf_counter()
            durations.append(now - start)
            refused += status >= 400
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(job["clients"])))
    seconds = time.perf_counter() - start
    return {
        "requests": len(durations),
        "refused": refused,
        "seconds": seconds,
        "p95": sorted(durations)[int(0.95 * (len(durations) - 1))],
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
