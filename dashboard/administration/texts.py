"""The names of the parts of Administration."""

ACCOUNTS_HAVE_NO_PAST = (
    "Accounts and mandates are shown as they are now, whatever past moment of the "
    "record you are viewing. Their own history is under Mandates."
)
PART_NAMES = {
    "accounts": "Accounts",
    "mandates": "Mandates",
    "day": "Authority on a day",
    "retention": "Retention",
    "erasures": "Erasures",
    "letters": "Reminders",
}
