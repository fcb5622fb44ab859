"""The whole playbook to hand out: a book and a deck of cards, for two sizes of paper.

`contents` says what is in the book and in which order, `source` and `deck` write in Typst's
language, `binding` makes PDFs of that, `files` keeps what has been made.
"""

from playbook.book.files import print_files, prints_of

__all__ = ["print_files", "prints_of"]
