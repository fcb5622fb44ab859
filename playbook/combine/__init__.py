"""Many partners' answers in one view: who agrees, who differs, who offers what others ask for.

`combined` puts files together, `views` says what is to be seen of them, as data; the scripts in
`templates/combine/` do the same. What is drawn of it, as a page or as tables, knows no answers.
"""

from playbook.combine.combined import Combined, Source, combine, dumps_combined, parse_combined
from playbook.combine.entries import Entry, source_mark
from playbook.combine.views import combined_views

__all__ = [
    "Combined",
    "Entry",
    "Source",
    "combine",
    "combined_views",
    "dumps_combined",
    "parse_combined",
    "source_mark",
]
