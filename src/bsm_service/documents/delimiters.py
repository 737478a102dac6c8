"""Which character separates the cells of a text file."""

import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice

# In this order where several fit equally well.
DELIMITERS = ",;\t|"
_MAX_ROWS = 50_000


def delimiter_of(text: str) -> str | None:
    """The one that rows of the text agree on best, in how many cells it gives them;
    None where there is none. The work is in proportion to the text.
    """
    best, best_agreement = None, (0.0, 0)
    for delimiter in DELIMITERS:
        agreement = _agreement(text, delimiter)
        if agreement > best_agreement:
            best, best_agreement = delimiter, agreement
    return best


def declared_delimiter(text: str) -> tuple[str, int] | None:
    """The delimiter that a first line such as `sep=;` declares for office programs, and
    the length of that line.
    """
    line, end, _ = text[:20].partition("\n")
    declaration = line.rstrip("\r").strip('"')
    if (
        end
        and declaration.lower().startswith("sep=")
        and declaration[4:] in tuple(DELIMITERS)
    ):
        return declaration[4:], len(line) + 1
    return None


def _agreement(text: str, delimiter: str) -> tuple[float, int]:
    """The share of rows that have as many delimiters as most have, and of those that
    have any; and how many delimiters there are. Another than the right one does not
    keep quoted cells together, and so makes more rows, which agree less.
    """
    row_counts = Counter[int]()
    if delimiter in text:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        # Where a cell is too long, what came before it is enough.
        with suppress(csv.Error):
            row_counts.update(len(row) - 1 for row in islice(rows, _MAX_ROWS) if row)
    row_count = row_counts.total()
    del row_counts[0]
    if not row_counts:
        return 0.0, 0
    share = (max(row_counts.values()) + row_counts.total()) / row_count
    return share, sum(
        delimiter_count * rows_with_it
        for delimiter_count, rows_with_it in row_counts.items()
    )
