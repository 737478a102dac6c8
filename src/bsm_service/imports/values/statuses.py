"""The words that people use for statuses, in the languages of the network.

Words with one meaning are accepted; for others, the importer is asked, with the
statuses that they may mean. Words of other organisations' trackers are those that they
publish.
"""

import difflib
from collections.abc import Mapping

from bsm_domain.follow_up import ActivityStatus
from bsm_service.imports.files.cells import fold_text

MAX_COMPARED = 300  # statuses: each is compared with all that are known
_MAX_PROPOSALS = 3
_MAX_LENGTH = 100  # characters that are compared
_MIN_SIMILARITY = 0.8  # of 1
_MAX_WORDS = 8  # of which the first may be a status

_WORDS: Mapping[ActivityStatus, str] = {
    ActivityStatus.PROPOSED: (
        "proposed|idea|draft|proposé|proposée|vorgeschlagen|proposto|proposta|propuesto|"
        "propuesta|предложено|proponowane|navrženo"
    ),
    ActivityStatus.AGREED: (
        "agreed|open|new|not started|not yet started|to do|todo|not begun|"
        "open await response|open awaiting response|"
        "convenu|ouvert|ouverte|non démarré|non démarrée|non commencé|non commencée|"
        "pas commencé|pas commencée|à faire|à démarrer|à lancer|non débuté|non débutée|"
        "vereinbart|beschlossen|offen|neu|nicht begonnen|noch nicht begonnen|"
        "concordato|aperto|aperta|non avviato|non avviata|non iniziato|non iniziata|"
        "da avviare|da fare|nuovo|"
        "acordado|abierto|abierta|no iniciado|no iniciada|sin iniciar|por hacer|nuevo|"
        "согласовано|открыто|открыт|открыта|новое|новая|новый|не начато|не начата|"
        "не приступали|"
        "uzgodnione|otwarte|otwarty|nowe|nierozpoczęte|nie rozpoczęto|do zrobienia|"
        "dohodnuto|otevřeno|otevřené|nové|nezahájeno|відкрито|не розпочато"
    ),
    ActivityStatus.ACCEPTED: (
        "accepted|taken on|fully accepted|accepté|acceptée|angenommen|akzeptiert|"
        "accettato|accettata|aceptado|aceptada|принято|принята|принят|zaakceptowane|"
        "přijato"
    ),
    ActivityStatus.IN_PROGRESS: (
        "in progress|ongoing|on going|started|underway|under way|in hand|wip|"
        "work in progress|partially implemented|partly implemented|"
        "partially completed|partly completed|partially complete|partially done|"
        "partially closed|under implementation|implementation ongoing|"
        "in implementation|being implemented|implementation in progress|"
        "en cours|démarré|démarrée|commencé|commencée|engagé|engagée|"
        "en cours de réalisation|en cours de mise en œuvre|en cours de mise en oeuvre|"
        "partiellement réalisé|partiellement réalisée|partiellement mise en œuvre|"
        "partiellement mis en œuvre|partiellement mise en oeuvre|en partie réalisée|"
        "in arbeit|in bearbeitung|laufend|läuft|begonnen|in umsetzung|"
        "teilweise umgesetzt|teilweise erledigt|teilweise abgeschlossen|teilumgesetzt|"
        "in corso|avviato|avviata|iniziato|iniziata|in corso di attuazione|"
        "parzialmente attuato|parzialmente attuata|parzialmente completato|"
        "en curso|en proceso|en progreso|en marcha|iniciado|iniciada|en ejecución|"
        "parcialmente implementado|parcialmente implementada|parcialmente aplicada|"
        "parcialmente cumplido|parcialmente cumplida|"
        "в работе|выполняется|в процессе|в процессе выполнения|начато|начата|"
        "осуществляется|реализуется|в стадии выполнения|частично выполнено|"
        "частично выполнена|частично реализовано|"
        "w toku|w trakcie|w trakcie realizacji|w realizacji|realizowane|rozpoczęte|"
        "częściowo zrealizowane|częściowo wykonane|"
        "probíhá|v řešení|v realizaci|rozpracováno|zahájeno|částečně splněno|"
        "částečně realizováno|виконується|в процесі|частково виконано"
    ),
    ActivityStatus.REPORTED_COMPLETE: (
        "reported complete|completed|reported as complete|reported closed|"
        "reported implemented|completed awaiting confirmation|"
        "completed to be verified|implemented to be verified"
    ),
    ActivityStatus.CONFIRMED: (
        "confirmed|done|closed|complete|finished|implemented|fully implemented|"
        "verified|closed and verified|closed implemented|closed completed|closed done|"
        "closed acceptable action|closed acceptable alternate action|"
        "closed acceptable alternative action|closed exceeds recommended action|"
        "closed exceeded recommended action|closed acceptable|resolved|"
        "terminé|terminée|clos|clôturé|clôturée|soldé|soldée|"
        "réalisé|réalisée|achevé|achevée|fait|faite|mis en œuvre|mise en œuvre|"
        "mis en oeuvre|mise en oeuvre|entièrement réalisée|entièrement mise en œuvre|"
        "erledigt|abgeschlossen|umgesetzt|vollständig umgesetzt|fertig|geschlossen|"
        "vollzogen|beendet|"
        "completato|completata|concluso|conclusa|chiuso|chiusa|attuato|attuata|"
        "terminato|terminata|realizzato|realizzata|pienamente attuato|"
        "terminado|terminada|completado|completada|cerrado|cerrada|finalizado|"
        "finalizada|implementado|implementada|cumplido|cumplida|realizado|realizada|"
        "aplicada|"
        "выполнено|выполнена|выполнен|завершено|завершена|завершен|исполнено|"
        "исполнена|закрыто|закрыта|сделано|реализовано|полностью выполнено|готово|"
        "zakończone|zakończony|zakończona|wykonane|zrealizowane|zamknięte|zamknięty|"
        "ukończone|gotowe|"
        "hotovo|dokončeno|splněno|uzavřeno|ukončeno|realizováno|виконано|завершено"
    ),
    ActivityStatus.BLOCKED: (
        "blocked|on hold|stalled|suspended|bloqué|bloquée|suspendu|suspendue|"
        "blockiert|ausgesetzt|angehalten|ruht|bloccato|bloccata|sospeso|sospesa|"
        "bloqueado|bloqueada|suspendido|suspendida|приостановлено|приостановлена|"
        "заблокировано|wstrzymane|zablokowane|zawieszone|pozastaveno|blokováno"
    ),
    ActivityStatus.WITHDRAWN: (
        "withdrawn|cancelled|canceled|dropped|obsolete|abandoned|discontinued|"
        "overtaken by events|obe|no longer applicable|closed no longer applicable|"
        "no longer relevant|closed overtaken by events|closed cancelled|"
        "closed withdrawn|"
        "annulé|annulée|abandonné|abandonnée|retiré|retirée|caduc|caduque|sans objet|"
        "zurückgezogen|gestrichen|aufgegeben|storniert|entfallen|entfällt|hinfällig|"
        "überholt|"
        "annullato|annullata|abbandonato|abbandonata|ritirato|ritirata|superato|"
        "superata|"
        "cancelado|cancelada|anulado|anulada|abandonado|abandonada|retirado|retirada|"
        "отменено|отменена|отменен|отозвано|снято|утратило актуальность|"
        "anulowane|wycofane|porzucone|nieaktualne|zrušeno|staženo|скасовано"
    ),
    ActivityStatus.DECLINED: (
        "declined|rejected|not accepted|not agreed|abgelehnt|nicht angenommen|refusé|"
        "refusée|rejeté|rejetée|non accepté|non acceptée|non retenue|respinto|respinta|"
        "rifiutato|rifiutata|non accettato|non accettata|rechazado|rechazada|"
        "no aceptado|no aceptada|отклонено|отклонена|отклонен|не принято|не принята|"
        "odrzucone|nieprzyjęte|zamítnuto|odmítnuto|відхилено"
    ),
}
STATUS_BY_WORD: Mapping[str, str] = {
    fold_text(word): str(status)
    for status, words in _WORDS.items()
    for word in words.split("|")
}
_POSSIBLE_STATUSES: Mapping[str, tuple[ActivityStatus, ...]] = {
    "pending|waiting|en attente|wartend|ausstehend|in attesa|pendiente|ожидает|"
    "в ожидании|ожидание|oczekuje|oczekujące|čeká|очікує": (
        ActivityStatus.AGREED,
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.BLOCKED,
    ),
    "planned|scheduled|foreseen|prévu|prévue|planifié|planifiée|geplant|vorgesehen|"
    "previsto|prevista|pianificato|planificado|запланировано|планируется|planowane|"
    "zaplanowane|plánováno": (ActivityStatus.AGREED, ActivityStatus.PROPOSED),
    "green|vert|grün|verde|зеленый|zielony|zelená": (
        ActivityStatus.CONFIRMED,
        ActivityStatus.IN_PROGRESS,
    ),
    "amber|yellow|orange|gelb|jaune|giallo|amarillo|ambra|желтый|żółty|žlutá|"
    "at risk|delayed|late|behind schedule|en retard|retardé|verzögert|in ritardo|"
    "retrasado|atrasado|задерживается|opóźnione|zpožděno": (
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.BLOCKED,
    ),
    "red|rouge|rot|rosso|rojo|красный|czerwony|červená|critical|off track": (
        ActivityStatus.BLOCKED,
        ActivityStatus.AGREED,
        ActivityStatus.IN_PROGRESS,
    ),
    "outstanding|overdue|échu|échue|überfällig|scaduto|vencido|просрочено|"
    "po terminie": (
        ActivityStatus.AGREED,
        ActivityStatus.IN_PROGRESS,
    ),
    "postponed|deferred|reporté|reportée|différé|différée|verschoben|vertagt|"
    "zurückgestellt|rinviato|rinviata|aplazado|pospuesto|отложено|перенесено|"
    "odłożone|przełożone|odloženo": (
        ActivityStatus.AGREED,
        ActivityStatus.BLOCKED,
    ),
    "to be confirmed|tbc|to be verified|for verification|à confirmer|à valider|"
    "zu bestätigen|da confermare|por confirmar|на проверке|на подтверждении": (
        ActivityStatus.REPORTED_COMPLETE,
        ActivityStatus.PROPOSED,
    ),
    "under review|under consideration|in review|under discussion|à l'étude|"
    "in prüfung|in esame|en revisión|на рассмотрении|w trakcie oceny|v posouzení|"
    "partially accepted|partly accepted|accepted in part": (
        ActivityStatus.PROPOSED,
        ActivityStatus.ACCEPTED,
        ActivityStatus.IN_PROGRESS,
    ),
    "on track|on schedule|active|actif|aktiv|attivo|activo|активно": (
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.AGREED,
    ),
    "not implemented|not done|not completed|non réalisé|non réalisée|"
    "non mise en œuvre|nicht umgesetzt|nicht erledigt|non attuato|non attuata|"
    "no implementado|no implementada|incumplido|не выполнено|не выполнена|"
    "не реализовано|niezrealizowane|niewykonane|nesplněno": (
        ActivityStatus.AGREED,
        ActivityStatus.WITHDRAWN,
        ActivityStatus.DECLINED,
    ),
    "open acceptable response|open initial response received|open response received|"
    "open acceptable alternate response": (
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.ACCEPTED,
    ),
    "open unacceptable response|open unacceptable": (
        ActivityStatus.AGREED,
        ActivityStatus.BLOCKED,
    ),
    "sans suite|no further action|keine weiteren maßnahmen|"
    "closed unacceptable|closed unacceptable action|closed reconsidered|"
    "closed unacceptable action no response received|closed not implemented|"
    "closed rejected|closed not accepted|closed superseded|superseded|replaced|merged|"
    "duplicate|remplacé|remplacée|ersetzt|sostituito|sustituido|заменено": (
        ActivityStatus.WITHDRAWN,
        ActivityStatus.DECLINED,
    ),
    "answered|responded|replied|answer received|beantwortet|répondu": (
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.REPORTED_COMPLETE,
    ),
}
_AMBIGUOUS: Mapping[str, tuple[ActivityStatus, ...]] = {
    fold_text(word): statuses
    for words, statuses in _POSSIBLE_STATUSES.items()
    for word in words.split("|")
}
# All that say something of how far it is.
STATUS_WORDS = frozenset({*STATUS_BY_WORD, *_AMBIGUOUS})


def status_proposals(text: str) -> tuple[str, ...]:
    """The statuses that an unknown word may mean, the most likely first: those of
    similar words, or of its first words or its parts ("closed in May", "open - late").
    """
    key = fold_text(text)
    if ambiguous := _AMBIGUOUS.get(key):
        return tuple(map(str, ambiguous))
    similar = difflib.get_close_matches(
        key[:_MAX_LENGTH], STATUS_BY_WORD, n=_MAX_PROPOSALS, cutoff=_MIN_SIMILARITY
    )
    proposals = [STATUS_BY_WORD[word] for word in similar]
    words = key.split()[:_MAX_WORDS]
    for cut in range(len(words) - 1, 0, -1):
        first = " ".join(words[:cut])
        if first in STATUS_WORDS:
            proposals += map(str, _AMBIGUOUS.get(first) or (STATUS_BY_WORD[first],))
            break
    proposals += [
        STATUS_BY_WORD[part]
        for part in map(fold_text, text.split("-"))
        if part in STATUS_BY_WORD
    ]
    return tuple(dict.fromkeys(proposals))
