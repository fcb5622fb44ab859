"""How well search finds what members mean: `python -m tests.search`."""
