"""Typesetting: texts and templates become Typst's language, and that a tagged PDF.

Nothing here knows a worksheet: whatever is printed is set here.
"""
