"""Worksheets as forms in the browser: their scripts, and their PDFs as scripts can read them."""

from playbook.forms.scripts import form_scripts
from playbook.forms.sheets import sheet_scripts

__all__ = ["form_scripts", "sheet_scripts"]
