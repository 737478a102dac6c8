"""Many people who each post once: all at the same moment, or one after the other. A
process of its own, of which nothing but the standard library is imported.

Reads the job from standard input and writes what it found to standard output. People
are spread over the ports of the servers.
"""

import asyncio
import json
import sys
import time
from typing import Any

from bench.setup.load_generator import read_status, request_bytes

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _post(connection: Connection, request: bytes) -> int:
    reader, writer = connection
    writer.write(request)
    return await read_status(reader)


async def _run(job: dict[str, Any]) -> dict[str, Any]:
    ports, host = job["ports"], job["host"]
    requests = [
        request_bytes({**job, **person, "port": ports[0]}, person["body"])
        for person in job["people"]
    ]
    connections = [
        await asyncio.open_connection(host, ports[number % len(ports)])
        for number in range(len(requests))
    ]
    posts = list(zip(connections, requests, strict=True))
    start = time.perf_counter()
    if job["at_once"]:
        statuses = await asyncio.gather(*(_post(*one) for one in posts))
    else:
        statuses = [await _post(*one) for one in posts]
    seconds = time.perf_counter() - start
    for _, writer in connections:
        writer.close()
    return {"seconds": seconds, "statuses": statuses}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
