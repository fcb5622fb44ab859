"""Rules that are told in two languages: the same vectors go through Python and JavaScript."""
