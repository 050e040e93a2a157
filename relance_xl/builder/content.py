"""What goes into a new workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from relance_xl.builder.rows import Row, Value


@dataclass(frozen=True, slots=True)
class Content:
    """Rows by schema table, and values by parameter name."""

    tables: Mapping[str, list[Row]] = field(default_factory=dict)
    settings: Mapping[str, Value] = field(default_factory=dict)
