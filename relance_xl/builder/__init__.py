"""The schema made into a workbook: `build` writes a new one, empty or with an example."""

from relance_xl.builder.example import sample_files
from relance_xl.builder.workbook import build

__all__ = ["build", "sample_files"]
