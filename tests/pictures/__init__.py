"""The pictures in README, made by `python -m tests.pictures` from the built site."""
