"""Days, due dates and percentages as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.dates_and_percentages import (
    parse_day,
    parse_due,
    parse_percent,
)

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: date):
    forms = (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.isoformat()}T14:30:00Z",
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%y}",
        f"{day:%d/%m/%Y} 00:00:00",
        f"{day:%d.%m.%Y} 14:30",
        f"{day.day}. {day.month}. {day.year}",
        f"{day:%d-%b-%y}",
        f"{day:%d%b%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day.day} {day:%B} {day.year}",
        f"{day:%a} {day:%d.%m.%Y}",
        f"{day:%b} {day.day}, {day.year}",
        f"\u200e{day:%d}.\u200e{day:%m}.\u200e{day.year}",
        f"{day:%d.%m.%Y} г.",
        f"by {day:%d.%m.%Y}",
        (day - date(1899, 12, 30)).days,
        str((day - date(1899, 12, 30)).days),
    )

    assert {form: parse_day(form) for form in forms} == dict.fromkeys(forms, day)
    assert parse_due(day).on == day
    assert parse_day(f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST) == day


@pytest.mark.parametrize(
    "written",
    [
        "30 September 2016",
        "30th of September, 2016",
        "Sept. 30th 2016",
        "vendredi 30 septembre 2016",
        "30. September 2016",
        "30 settembre 2016",
        "30 de septiembre de 2016",
        "30 сентября 2016 г.",
        "30-сен-2016",
        "30 сентября 2016 года",
        "30 września 2016 r.",
        "30. září 2016",
        "30. septembra 2016",
        "2016. szeptember 30.",
        "30 septembrie 2016",
        "30. rujna 2016",
        "30 вересня 2016 р.",
        "30 септември 2016 г.",
        "30 Eylül 2016",
        "30 Σεπτεμβρίου 2016",
        "30 september 2016",
        "30. syyskuuta 2016",
        "2016 m. rugsėjo 30 d.",
        "2016. gada 30. septembris",
        "30 de setembro de 2016",
        "end of September 2016",
        "fin septembre 2016",
        "Ende September 2016",
        "до конца сентября 2016 года",
        "September 2016",
        "Sep-16",
        "Sept '16",
        "09/2016",
        "2016-09",
        "wrzesień 2016",
    ],
)
def test_september_is_read_in_the_languages_of_the_network(written: str):
    assert parse_due(written) == (date(2016, 9, 30), "day", None)


@pytest.mark.parametrize(
    ("written", "on", "precision"),
    [
        ("Q2 2017", date(2017, 6, 30), "quarter"),
        ("4th quarter of 2017", date(2017, 12, 31), "quarter"),
        ("2017-Q1", date(2017, 3, 31), "quarter"),
        ("T3 2016", date(2016, 9, 30), "quarter"),
        ("3e trimestre 2016", date(2016, 9, 30), "quarter"),
        ("III квартал 2016 г.", date(2016, 9, 30), "quarter"),
        ("3. Quartal 2016", date(2016, 9, 30), "quarter"),
        ("Q3 '16", date(2016, 9, 30), "quarter"),
        ("3Q16", date(2016, 9, 30), "quarter"),
        ("end Q3 2016", date(2016, 9, 30), "quarter"),
        ("H1 2016", date(2016, 6, 30), "day"),
        ("2. Halbjahr 2016", date(2016, 12, 31), "day"),
        ("2016", date(2016, 12, 31), "day"),
        (2016.0, date(2016, 12, 31), "day"),
        ("end of 2016", date(2016, 12, 31), "day"),
        ("by the end of 2016", date(2016, 12, 31), "day"),
        ("Ende 2016", date(2016, 12, 31), "day"),
        ("до конца 2016 года", date(2016, 12, 31), "day"),
        ("septembre 2017", date(2017, 9, 30), "day"),
        ("before the next meeting", None, "next meeting"),
        ("Avant la prochaine réunion", None, "next meeting"),
    ],
)
def test_a_due_date_has_its_precision(
    written: str | float, on: date | None, precision: str
):
    assert parse_due(written) == (on, precision, None)


def test_a_day_may_be_a_number_of_eight_digits():
    assert parse_day(20_160_930.0) == parse_day("20160930") == date(2016, 9, 30)


@pytest.mark.parametrize(
    "written", ["ongoing", "Continuous", "laufend", "en continu", "постоянно", "ASAP"]
)
def test_words_that_name_no_date_are_kept(written: str):
    assert parse_due(written) == (None, "next meeting", written)
    with pytest.raises(ValueError, match="is not a date"):
        parse_day(written)


@pytest.mark.parametrize(
    "written",
    ["soon", "31.02.2017", "12.13.2017", True, -4, 201_609.0, 400_000, 20160231.0,
     "1.1.1", "30 September", "Sep 16", "30.09.", "9/16", "12-13 September 2016",
     "Q5 2016", "13/2016", "x" * 50_000],
)  # fmt: skip
def test_what_is_no_day_is_refused_in_a_sentence(written: str | float):
    with pytest.raises(ValueError, match=r"is not a date; write it as"):
        parse_due(written)


@pytest.mark.parametrize(
    "written", ["mid-2016", "spring 2016", "early 2017", "Mitte 2016", "before 2017",
             "начало 2016 года", "after September 2016"],
)  # fmt: skip
def test_what_names_no_certain_day_is_refused(written: str):
    with pytest.raises(ValueError, match="is not a definite date; write a day, month"):
        parse_due(written)


def test_a_month_that_is_another_one_in_another_language_is_refused():
    """Polish for November, Croatian for October."""
    with pytest.raises(
        ValueError, match="is ambiguous: the name means different months"
    ):
        parse_day("2 listopada 2016")


@pytest.mark.parametrize("written", ["Q1 2016", "2016", "H1 2016"])
def test_what_happened_did_so_on_a_day_or_in_a_month(written: str):
    with pytest.raises(ValueError, match="is not a date"):
        parse_day(written)


@pytest.mark.parametrize("written", ["Q1 9999", "Q1 1850", "31.12.1850", "March 9999"])
def test_nothing_is_due_in_years_that_nobody_reckons_with(written: str):
    with pytest.raises(ValueError, match="is not a possible due date"):
        parse_due(written)


@pytest.mark.parametrize(
    ("written", "percent"),
    [(80, 80), ("80 %", 80), ("80%", 80), ("80 percent", 80), ("1%", 1), (1.0, 1),
     ("99,6 %", 99), (99.996, 99), ("100", 100), ("12,4", 12), (0, 0)],
)  # fmt: skip
def test_a_percentage_is_never_rounded_up_to_complete(
    written: str | float, percent: int
):
    assert parse_percent(written) == percent


@pytest.mark.parametrize("written", ["half", "101", "-1", True, "50-60 %", "1e1"])
def test_what_is_no_percentage_is_refused_in_a_sentence(written: str | float):
    with pytest.raises(ValueError, match="is not a percentage; write it as 80 or"):
        parse_percent(written)
