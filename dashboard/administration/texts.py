"""The names of the parts of Administration."""

ACCOUNTS_HAVE_NO_PAST = (
    "Accounts and mandates are shown as they are now; the past of the record does not "
    "change them. Their own history is under Mandates."
)
PART_NAMES = {
    "accounts": "Accounts",
    "mandates": "Mandates",
    "day": "Who could act?",
    "retention": "Retention",
    "erasures": "Erasures",
    "letters": "Reminders",
}
