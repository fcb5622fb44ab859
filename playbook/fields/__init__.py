"""The fields of a worksheet: one definition that becomes form, PDF, paper and data.

Every module here that bears the name of a type is the home of that type.
"""

from importlib import import_module
from pkgutil import iter_modules

from playbook.fields.field import Field, From, Option, Question
from playbook.fields.registry import TYPES, AnyField, Column, home, withdraw

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = [
    "TYPES",
    "AnyField",
    "Column",
    "Field",
    "From",
    "Option",
    "Question",
    "home",
    "withdraw",
]
