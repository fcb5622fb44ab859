"""Sheets: worksheets and checklists as PDFs to print, to fill in and to read back.

plan -> source -> build makes one, blank or filled; `read` takes the answers out again.
"""
