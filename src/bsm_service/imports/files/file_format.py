"""How a file was read: its sheet, delimiter, encoding and order of days."""

from collections.abc import Mapping
from enum import StrEnum

from bsm_domain.foundation.frozen_model import FrozenModel


class Encoding(StrEnum):
    """Encodings that can be chosen, by their usual names."""

    UTF_8 = "UTF-8"
    UTF_16 = "UTF-16"
    WINDOWS_1250 = "Windows-1250"
    WINDOWS_1251 = "Windows-1251"
    WINDOWS_1252 = "Windows-1252"
    WINDOWS_1253 = "Windows-1253"
    WINDOWS_1254 = "Windows-1254"
    WINDOWS_1257 = "Windows-1257"
    ISO_8859_2 = "ISO-8859-2"
    ISO_8859_5 = "ISO-8859-5"
    KOI8_R = "KOI8-R"
    CP850 = "CP850"
    CP852 = "CP852"
    CP866 = "CP866"
    MAC_ROMAN = "Mac-Roman"


class Delimiter(StrEnum):
    """What separates the cells of a text file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"
    PIPE = "pipe"

    @property
    def character(self) -> str:
        return {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}[self.value]


class DayOrder(StrEnum):
    """Whether 03/04/2016 is 3 April or 4 March."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


# Of a column that has dates of both orders.
BOTH_ORDERS = "both"


class DetectionSource(StrEnum):
    """How sure a property of a file is: the importer chose it, the file shows it, or it
    was assumed because nothing in the file decides it.
    """

    CHOSEN = "chosen"
    FOUND = "found"
    ASSUMED = "assumed"


class DetectedProperty(FrozenModel):
    """One property of a file: its value, and where that comes from."""

    value: str
    source: DetectionSource


class WorkbookSheet(FrozenModel):
    """A sheet of a workbook."""

    name: str
    is_hidden: bool


class FileFormat(FrozenModel):
    """How a file was read. A workbook has a sheet, a text file a delimiter and an
    encoding. `day_order` is by the headings of columns that have dates such as
    03/04/2016: "day first", "month first", or "both" where the column has both.
    """

    sheet: DetectedProperty | None = None
    sheets: tuple[WorkbookSheet, ...] = ()
    delimiter: DetectedProperty | None = None
    encoding: DetectedProperty | None = None
    day_order: Mapping[str, DetectedProperty] = {}
