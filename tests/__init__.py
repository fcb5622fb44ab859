"""Tests: `test_<module>.py`, cases (a folder each), browser, benchmarks and pictures."""
