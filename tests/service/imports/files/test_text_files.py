"""Text files in the encodings and with the delimiters that people send."""

import pytest

from bsm_service.documents.delimiters import delimiter_of
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import InvalidCell
from bsm_service.imports.files.file_format import Delimiter, DetectionSource, Encoding
from bsm_service.imports.files.table_reader import read_table
from bsm_service.imports.files.text_encodings import decode_text

TEXTS = {
    "cp1250": (
        "Żołnierze i celnicy, ćwiczenia",
        "Příručka pro hraniční službu; Školení",
        "Határőrség képzése, őrjárat; Felelős",
        "Acţiune;Ţară Formare pentru poliţişti şi vameşi",
        "Vježba graničara; Čuvanje; Žene",
        "učenje čšž; šola",
    ),
    "cp1251": (
        "Мероприятие;Срок",
        "Обучение пограничников",
        "Захід; Навчання прикордонників",
        "Мерки за обучение на граничари",
    ),
    "cp1252": (
        "Maßnahme;État;Größe;Übung",
        "Élaborer le plan;31/12/2016;Soldée; à l'été",
        "Formación de la policía; Niño",
        "Övning för gränsvakter på Åland",
        "Øvelse på grensen",
        "Action – “quoted” it\u2019s",
        "Attività; Città; perché",
        "Formação de políticos; ações",
        "Æfing landamæravarða; þjálfun við",
    ),
    "cp1253": ("Δράση; Εκπαίδευση συνοριοφυλάκων",),
    "cp1254": ("Sınır muhafızları eğitimi", "Gümrük işbirliği; İş birliği"),
    "cp1257": (
        "Pasieniečių mokymai, žemėlapiai; Šalis",
        "Robežsargu mācības; Pasākums",
        "Piirivalvurite õpe ja ühisõppus",
    ),
    "iso8859-2": ("Żołnierze i celnicy, ćwiczenia, mapą; część",),
    "koi8-r": ("Мероприятие; Обучение пограничников",),
    "cp866": ("Мероприятие; Обучение пограничников",),
    "cp852": ("Żołnierze i celnicy, ćwiczenia, ąę",),
    "cp850": ("Formation des agents à l'été, Élaborer",),
    "mac-roman": ("Formation des agents à l'été, Élaborer",),
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, it) for name, some in TEXTS.items() for it in some]
)
def test_an_encoding_is_assumed_by_the_letters_of_a_language(encoding: str, text: str):
    decoded = decode_text(text.encode(encoding))

    assert decoded.text == text
    assert decoded.encoding.source == DetectionSource.ASSUMED


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Übung;Ö\n".encode("utf-8-sig"), "UTF-8"),
        ("Übung;Ö\n".encode(), "UTF-8"),
        (b"plain;ASCII\n", "UTF-8"),
        ("Übung;Ö\n".encode("utf-16"), "UTF-16"),
        ("Übung;Ö\n".encode("utf-16-le"), "UTF-16"),
        ("Übung;Ö\n".encode("utf-16-be"), "UTF-16"),
        ("Мероприятие;Срок\nКарты;\n".encode("utf-16-le"), "UTF-16"),
        ("Übung;Ö\n".encode("utf-32"), "UTF-32"),
    ],
)
def test_an_encoding_is_found_where_the_bytes_show_it(data: bytes, encoding: str):
    decoded = decode_text(data)

    assert decoded.encoding.model_dump() == {"value": encoding, "source": "found"}
    assert decoded.text.endswith("\n")
    assert "\ufeff" not in decoded.text


@pytest.mark.parametrize("encoding", list(Encoding))
def test_every_encoding_can_be_chosen(encoding: Encoding):
    names = {Encoding.UTF_16: "utf-16-le", Encoding.MAC_ROMAN: "mac-roman"}
    codec = names.get(encoding, encoding.replace("Windows-", "cp").lower())

    assert decode_text("a;b\n".encode(codec), encoding).text == "a;b\n"


def test_a_chosen_encoding_that_does_not_fit_is_refused_with_the_place():
    with pytest.raises(UnreadableFile) as refused:
        decode_text(b"Activity\nMaps\nCaf\xe9;FR\n", Encoding.UTF_8)

    assert str(refused.value) == (
        "the file is not UTF-8: line 3 has a byte (E9) that is not valid in it; "
        "choose another encoding, or save the file as UTF-8"
    )


def test_bytes_that_mean_nothing_in_an_assumed_encoding_are_named_by_their_cell():
    table = read_table("Größe,Übung,für\nMaß,".encode("cp1252") + b"\x81", "csv")

    bad = table.rows[1].cells[1]
    assert isinstance(bad, InvalidCell)
    assert "in cell B2 has a byte (81) that is not valid in Windows-1252" in bad.message


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("sep=;\nAction;Owner\nMaps, roads;AT\n", "semicolon"),
        ("\ufeffsep=;\r\nAction;Owner\r\nMaps, roads;AT\r\n", "semicolon"),
        ('"sep=|"\nAction|Owner\nMaps; roads|AT\n', "pipe"),
        ("sep=\t\nAction\tOwner\nMaps; roads\tAT\n", "tab"),
        ("Action\tOwner\nMaps, roads; both\tAT\n", "tab"),
        ('Action;Owner\n"Maps; roads\nand ""more"", all";AT\n', "semicolon"),
        ('Action;Owner\nA 5" pipe, 6" long;AT\nA 7" pipe, or 8";DE\n', "semicolon"),
        ("Action;Owner;;;\nMaps, roads;AT;;;\n", "semicolon"),
    ],
)
def test_the_delimiter_is_declared_or_found(text: str, delimiter: str):
    table = read_table(text.encode(), "csv")

    assert table.format.delimiter is not None
    assert table.format.delimiter.model_dump() == {
        "value": delimiter,
        "source": "found",
    }
    # Rows are counted as office programs do, which do not show the first line.
    assert [len(row.cells) for row in table.rows] == [2] * len(table.rows)
    assert table.rows[0].number == 1
    assert table.rows[0].cells == ("Action", "Owner")


def test_the_delimiter_is_found_from_the_whole_file():
    prose = "Word, word, word, word.\n" * 900
    rows = "Action;Owner\nMaps, roads;AT\n" * 1_000

    assert delimiter_of(prose + rows) == ";"


def test_quoted_paragraphs_do_not_outnumber_rows():
    text = "First, a word.\nThen, another;\nand, last, a third.\n" * 3
    rows = f'1;"{text}";AT\n' * 50

    assert delimiter_of(f"No;Text;Owner\n{rows}") == ";"


def test_a_file_without_a_delimiter_is_one_column():
    delimiter = read_table(b"Action\nMaps\n", "csv").format.delimiter

    assert delimiter is not None
    assert (delimiter.value, delimiter.source) == ("comma", "assumed")
    chosen = read_table(b"a,b;c\n", "csv", delimiter=Delimiter.SEMICOLON)
    assert chosen.rows[0].cells == ("a,b", "c")
