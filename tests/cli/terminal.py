"""What a command line said."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which holds one JSON value and nothing else."""
        return json.loads(self.out)


Terminal = Callable[..., Said]
