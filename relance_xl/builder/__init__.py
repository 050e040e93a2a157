"""The schema made into a workbook: `build` writes a new one, empty or with an example."""

from relance_xl.builder.workbook import build

__all__ = ["build"]
