"""Words of dates in the languages of the network: months, weekdays, parts of years.

All are folded: in capitals and without accents, as `searchable` gives them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from bsm_domain.foundation.accents import search_key

# Those of OSCE documents come first: what they call a month means that month.
_OSCE_LANGUAGES = ("en", "fr", "de", "it", "ru", "es")
_LOCALES = (
    "be bg bs cs da el et fi hr hu lt lv mk nb nl pl pt ro sk sl sq sr sr_Latn sv tr uk"
)
_OTHER_LANGUAGES = tuple(_LOCALES.split())
_MIN_LENGTH = 3  # letters of a month that is cut short


def _words(*texts: str) -> frozenset[str]:
    return frozenset(search_key(word) for text in texts for word in text.split())


def _month_names(locales: tuple[str, ...] | list[str]) -> Iterator[tuple[str, int]]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale.parse(locale).months[context][width]
                for number, name in names.items():
                    yield search_key(name.strip(".")), number


def _abbreviations(names: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Beginnings of names that no other month has."""
    numbers_by_name: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in names.items():
        for end in range(_MIN_LENGTH, len(name)):
            numbers_by_name[name[:end]].add(number)
    return (
        (name, min(numbers))
        for name, numbers in numbers_by_name.items()
        if len(numbers) == 1
    )


@cache
def _months() -> tuple[dict[str, int], frozenset[str]]:
    """Months by their names; and names of different months in different languages, such
    as listopada.
    """
    months = dict(_month_names(_OSCE_LANGUAGES))
    months = {**dict(_abbreviations(months)), **months}
    numbers_by_name: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in _month_names(_OTHER_LANGUAGES):
        if name.isalpha() and name not in months:
            numbers_by_name[name].add(number)
    unambiguous = {
        name: min(numbers)
        for name, numbers in numbers_by_name.items()
        if len(numbers) == 1
    }
    return {**months, **unambiguous}, frozenset(
        numbers_by_name.keys() - unambiguous.keys()
    )


def months() -> Mapping[str, int]:
    return _months()[0]


def ambiguous_months() -> frozenset[str]:
    return _months()[1]


@cache
def weekdays() -> frozenset[str]:
    return frozenset(
        search_key(name.strip("."))
        for locale in (*_OSCE_LANGUAGES, *_OTHER_LANGUAGES)
        for width in ("wide", "abbreviated")
        for name in Locale.parse(locale).days["format"][width].values()
    )


# Words in dates without a meaning of their own.
FILLER_WORDS = _words(
    "of de del di da den der des d dem the le la el il l am em a à au on at um st nd",
    "rd th er re ème e è º o ª г года год году р року рік r roku rok rokiem godine",
    "god gada gads gadā m metų j yil yili yılı year année an anno año ano jahr jahres",
    "jahre lat év due by until till til to in im during within no later than not",
    "latest bis zum до к в на ici jusqu jusque entro para hasta até do k dnia na dne",
    "dana deadline frist date срок",
)
END_WORDS = _words(
    "end ende endes fin fine fim final finales finals конец конца концу конце кон",
    "koniec końca końcem konec konce krajem kraj kraja vége végéig sfârșitul eoy",
    "yearend slut slutet eind einde loppu lõpp beigas pabaiga sonu τέλος τέλη кінець",
    "кінця",
)
QUARTER_WORDS = _words(
    "q t quarter quarters quartal quartals trimestre trim trimester quartale",
    "trimestru квартал квартала квартале кв кварталу kwartał kwartału kwartale",
    "čtvrtletí štvrťrok kvartal kvartál kvartali kvartaal ceturksnis ketvirtis",
    "neljännes çeyrek negyedév tromesečje τρίμηνο тримесечие kwartaal",
)
HALF_WORDS = _words(
    "h s half halves halbjahr hj semestre semester sem полугодие полугодия полугодии",
    "półrocze półrocza pololetí polrok polugodište félév",
)
ORDINAL_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "i first premier première erstes ersten primo primer primero первый первое",
            "ii second deuxième zweites zweiten secondo segundo второй второе",
            "iii third troisième drittes dritten terzo tercer tercero третий",
            "iv fourth last quatrième viertes vierten quarto cuarto четвертый",
        ),
        start=1,
    )
    for word in _words(words)
}
# With one of these, a text names no certain day.
VAGUE_WORDS = _words(
    "mid mi middle mitte metà mediados meados mediana середина середине середины",
    "połowa early late beginning begin start anfang début inizio inicio início начало",
    "начале początek začátek spring summer autumn fall winter printemps été automne",
    "hiver frühjahr frühling sommer herbst primavera estate autunno inverno verano",
    "otoño invierno весна весной лето летом осень осенью зима зимой wiosna lato",
    "jesień zima ca circa about approx approximately around roughly env environ etwa",
    "ungefähr около after nach après dopo después после from since ab",
)
BEFORE_WORDS = _words(
    "before prior vor avant prima antes przed před перед",
)
# Words instead of a due date; they are kept as they are.
_UNDATED = (
    "ongoing|on-going|on going|continuous|continuously|continuing|continued|"
    "permanent|permanently|regular|regularly|recurring|periodic|periodically|"
    "annual|annually|yearly|every year|monthly|quarterly|open|open-ended|"
    "open end|no deadline|no due date|no fixed date|as needed|as required|"
    "as appropriate|when needed|if needed|asap|a.s.a.p.|as soon as possible|"
    "immediately|until further notice|long-term|long term|medium-term|short-term|"
    "laufend|fortlaufend|dauernd|dauerhaft|ständig|kontinuierlich|unbefristet|"
    "jährlich|regelmäßig|bei bedarf|nach bedarf|sofort|offen|en cours|en continu|"
    "continu|continue|permanente|au besoin|régulier|régulièrement|annuel|"
    "sans délai|dès que possible|in corso|continuo|continua|permanentemente|"
    "al più presto|en curso|continuamente|lo antes posible|contínuo|постоянно|"
    "на постоянной основе|непрерывно|ежегодно|по мере необходимости|бессрочно|"
    "регулярно|в работе|ciągłe|na bieżąco|stale|bezterminowo|průběžně|trvale|"
    "priebežne|folyamatos|folyamatosan|permanentno|kontinuirano|sürekli|tekoče|"
    "löpande|løbende|løpende|jatkuva|pidev|doorlopend"
)
NO_DATE_WORDS = frozenset(map(search_key, _UNDATED.split("|")))
