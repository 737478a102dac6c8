"""Caches whose values are computed once, however many viewers need them at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class KeyedCache:
    """A bounded memory with a lock per key.

    Many viewers who follow one push need the same value at once: the first computes
    it, the others wait. Keys must name everything that the value depends on, so that
    nothing is ever stale. Exceptions are not cached.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The value cached under the key, computed by the first caller."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = _Entry()
                while len(self._entries) > self._limit:
                    self._entries.popitem(last=False)
            self._entries.move_to_end(key)
        with entry.lock:
            if not entry.is_computed:
                entry.value = compute()
                entry.is_computed = True
        value: T = entry.value
        return value

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()


class _Entry:
    __slots__ = ("is_computed", "lock", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.is_computed = False
        self.value: Any = None


_figures = KeyedCache(1_000)


def cached_chart(draw: Callable[P, T]) -> Callable[P, T]:
    """Draws a figure for the same rows once, and converts it to a dictionary once.

    Most facts leave most rows as they were, so a figure serves many positions. And
    showing a figure makes it a dictionary, for each viewer anew.
    """

    @wraps(draw)
    def cached_draw(*args: P.args, **kwargs: P.kwargs) -> T:
        def draw_figure() -> T:
            figure: Any = draw(*args, **kwargs)
            parts = figure.to_dict()
            figure.to_dict = lambda: parts
            drawn_figure: T = figure
            return drawn_figure

        return _figures.get((draw, _hashable(args), _hashable(kwargs)), draw_figure)

    return cached_draw


def _hashable(value: Any) -> Hashable:
    """Rows as they are; lists and mappings in a form that can be a key."""
    if isinstance(value, Mapping):
        return tuple((key, _hashable(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, value))
    hashable: Hashable = value
    return hashable
