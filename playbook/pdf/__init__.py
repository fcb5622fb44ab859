"""PDF forms: places to write become fields; what the fields of any PDF hold is read back.

Nothing here knows a worksheet, and nothing how a page is set.
"""
