"""Makes rows and values of PostgreSQL look like those of SQLite."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, cast

import psycopg
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import AdaptersMap, Dumper, Loader
from psycopg.pq import Format
from psycopg.types.numeric import NumericBinaryLoader


class PostgresRow(tuple[Any, ...]):
    """A row with the names of its columns; one subclass for every set of names."""

    __slots__ = ()
    column_indexes: ClassVar[dict[str, int]]

    def __getitem__(self, key: Any) -> Any:
        index = self.column_indexes[key] if isinstance(key, str) else key
        return tuple.__getitem__(self, index)

    def keys(self) -> list[str]:
        return list(self.column_indexes)


@lru_cache(maxsize=1000)
def _row_class(names: tuple[bytes | None, ...]) -> type[PostgresRow]:
    column_indexes = {(name or b"").decode(): index for index, name in enumerate(names)}
    return type(
        "Row", (PostgresRow,), {"__slots__": (), "column_indexes": column_indexes}
    )


def row_factory(cursor: Any) -> Callable[[Sequence[Any]], PostgresRow]:
    """The row factory for psycopg."""
    result = cursor.pgresult
    # The cursor's own description creates an object for each column each time.
    return _row_class(tuple(result.fname(column) for column in range(result.nfields)))


class _BoolDumper(Dumper):
    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _IntLoader(NumericBinaryLoader):
    """Loads sums, which have a type of their own, as whole numbers."""

    def load(self, data: Buffer) -> Any:
        return int(super().load(data))


class _UuidTextLoader(Loader):
    """Loads identities as 32 hex digits from PostgreSQL's text."""

    def load(self, data: Buffer) -> str:
        return bytes(data).decode().replace("-", "")


class _UuidBinaryLoader(Loader):
    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        return bytes(data).hex()


def _adapters() -> AdaptContext:
    """Adapters that load values as SQLite does."""
    adapters = AdaptersMap(psycopg.adapters)
    adapters.register_dumper(bool, _BoolDumper)
    adapters.register_loader("numeric", _IntLoader)
    adapters.register_loader("uuid", _UuidTextLoader)
    adapters.register_loader("uuid", _UuidBinaryLoader)

    class Context:
        connection = None

        @property
        def adapters(self) -> AdaptersMap:
            return adapters

    return cast(AdaptContext, Context())


ADAPTERS = _adapters()
_NAMED_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")


@lru_cache(maxsize=2000)
def to_psycopg(sql: str) -> str:
    """Converts `:name` and `?` to psycopg's parameters. The product's statements quote
    neither.
    """
    return _NAMED_PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%")).replace("?", "%s")
