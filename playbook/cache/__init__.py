"""What need not be done again: how one knows that nothing changed, and where results are kept.

`fingerprints` tell a changed file without reading it; `disk` keeps what is slow to make, `memo`
what this process found out, `unchanged` what a command said. `program` tells this version of the
program from others.
"""
