"""What people call the columns of a tracker."""

from bsm_service.imports.columns import Field

FIELDS = (
    Field(
        "title",
        (
            "Title",
            "Activity",
            "Action",
            "Task",
            "Follow-up",
            "Follow-up activity",
            "Titre",
            "Activité",
            "Aktivität",
            "Maßnahme",
            "Attività",
            "Actividad",
            "Мероприятие",
        ),
        required=True,
    ),
    Field(
        "owner",
        (
            "Owner",
            "Responsible",
            "Delegation",
            "State",
            "Country",
            "Lead",
            "Responsable",
            "Pays",
            "Délégation",
            "Verantwortlich",
            "Staat",
            "Land",
            "Paese",
            "País",
            "Ответственный",
        ),
        required=True,
    ),
    Field("reference", ("No.", "No", "Nr", "Number", "Ref", "Reference", "ID", "№")),
    Field("agency", ("Agency", "Authority", "Service", "Behörde", "Autorité")),
    Field("partners", ("Partners", "Partner", "With", "Partenaires", "Supported by")),
    Field(
        "promised_on",
        ("Promised on", "Date", "Agreed on", "Since", "Start", "Created", "Decided on"),
    ),
    Field(
        "due_on",
        (
            "Due",
            "Due date",
            "Deadline",
            "Until",
            "Échéance",
            "Frist",
            "Scadenza",
            "Срок",
        ),
    ),
    Field("status", ("Status", "State of play", "Statut", "Stand", "Stato", "Статус")),
    Field(
        "percent", ("Percent", "Progress", "%", "Done %", "Complete %", "Fortschritt")
    ),
    Field(
        "replies",
        ("Replies", "Comments", "Remarks", "Updates", "Notes", "Reply", "Bemerkungen"),
    ),
    Field("closed_on", ("Closed", "Closed on", "Completed on", "Done on", "Finished")),
    Field("reason", ("Reason", "Why", "Blocked by", "Grund", "Raison")),
)
