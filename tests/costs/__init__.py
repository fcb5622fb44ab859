"""How long the dearest texts take: `python -m tests.costs`."""
