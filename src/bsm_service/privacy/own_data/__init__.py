"""What is held about one person, whole: for themself, or for who asks on their behalf.

Secrets, and what only the vault knows of itself, are no data about a person, and are
left out. That it was told is written down before anything is told.
"""

from bsm_service.privacy.own_data.collection import export_data_of, export_own_data
from bsm_service.privacy.own_data.models import OwnDataExport
from bsm_service.privacy.own_data.pdf import render_own_data_pdf

__all__ = ["OwnDataExport", "export_data_of", "export_own_data", "render_own_data_pdf"]
