"""What is held about one person, whole: for themself, or for who asks on their behalf.

Secrets, and what only the vault knows of itself, are no data about a person, and are
left out. That it was told is written down before anything is told.
"""

from bsm_service.privacy.own_data.collection import data_of_person, own_data
from bsm_service.privacy.own_data.models import OwnData
from bsm_service.privacy.own_data.pdf import as_pdf

__all__ = ["OwnData", "as_pdf", "data_of_person", "own_data"]
