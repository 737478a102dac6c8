"""What the HTTP API counts of its requests, for whoever exposes the numbers."""

from typing import Protocol


class UpAndDown(Protocol):
    """A number that rises and falls."""

    def inc(self) -> None: ...

    def dec(self) -> None: ...


class RequestMetrics(Protocol):
    """One process's own. `open_sockets` are the live sockets."""

    @property
    def open_sockets(self) -> UpAndDown: ...

    def count_response(
        self, method: str, route: str, status: int, seconds: float
    ) -> None:
        """One request that was answered; `seconds` until its answer began."""
