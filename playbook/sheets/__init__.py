"""Sheets: worksheets and checklists as PDFs to print, to fill in and to read back.

plan -> typeset -> finish makes one; `read` takes the answers out again. A meeting packet is many
in one: `packet` says what is in it, `bind` makes it, `unbind` takes it apart.
"""

from playbook.sheets.fill import blank, filled
from playbook.sheets.paper import A4, LETTER, PAPERS, Paper
from playbook.sheets.press import Press, press
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.sheets.site import sheet_files, sheets_of

__all__ = [
    "A4",
    "LETTER",
    "PAPERS",
    "Paper",
    "Press",
    "blank",
    "filled",
    "press",
    "read_sheet",
    "sheet_files",
    "sheets_of",
    "sidecar",
]
