"""Sheets: worksheets and checklists as PDFs to print, to fill in and to read back.

plan -> source -> build makes one, blank or filled; `read` takes the answers out again.
"""

from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar

__all__ = ["blank_sheet", "fill_sheet", "read_sheet", "sidecar"]
