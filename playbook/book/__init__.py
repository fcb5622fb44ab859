"""The whole playbook to hand out: a book, for two sizes of paper.

`contents` says what is in it and in which order, `source` writes it in Typst's language,
`files` keeps what has been made.
"""

from playbook.book.files import print_files, prints_of

__all__ = ["print_files", "prints_of"]
