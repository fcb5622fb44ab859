"""Sheets as forms in the browser: their scripts, and their PDFs as scripts can read them."""

from playbook.forms.known import known_script
from playbook.forms.scripts import CHECKLIST, CORE, WORKSHEET, form_scripts
from playbook.forms.sheets import sheet_scripts

__all__ = ["CHECKLIST", "CORE", "WORKSHEET", "form_scripts", "known_script", "sheet_scripts"]
