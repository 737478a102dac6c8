"""All data held about one person: for themselves, or requested on their behalf.

Secrets, and the vault's internal data, are not data about a person and are left out.
The reading is logged before any data are returned.
"""

from bsm_service.privacy.own_data.collection import export_data_of, export_own_data
from bsm_service.privacy.own_data.models import OwnDataExport
from bsm_service.privacy.own_data.pdf import render_own_data_pdf

__all__ = ["OwnDataExport", "export_data_of", "export_own_data", "render_own_data_pdf"]
