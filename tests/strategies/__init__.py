"""Any record and any plan, made from the models themselves: a new field is included by itself.

Each kind of value in :mod:`birlik.exercise.values` has a strategy here. A field whose kind has none
fails loudly, so that it cannot be forgotten.
"""

from tests.strategies.plans import plans, records
from tests.strategies.sheets import foreign_sheets, kept_values
from tests.strategies.values import ids, instants, texts, values

__all__ = [
    "foreign_sheets",
    "ids",
    "instants",
    "kept_values",
    "plans",
    "records",
    "texts",
    "values",
]
