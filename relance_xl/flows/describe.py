"""`relance schema`: every sheet and column, for machines and for people."""

from relance_xl.flows.outcome import Outcome
from relance_xl.schema import TABLES, Table

_OWNERS = {"person": "vous", "tool": "l’outil", "shared": "vous et l’outil", "formula": "formule"}


def describe() -> Outcome:
    """Describe every table of the workbook.

    >>> describe().json["tables"][0]["excel_name"]
    'tblClients'
    """
    lines: list[str] = []
    for table in TABLES.values():
        lines.append(f"\n{table.sheet} ({table.excel_name}) — {table.help}")
        lines += [f"  {c.label} · {_OWNERS[c.owner.value]} · {c.help}" for c in table]
    return Outcome(tuple(lines), {"tables": [_table_json(table) for table in TABLES.values()]})


def _table_json(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "sheet": table.sheet,
        "excel_name": table.excel_name,
        "key": table.key[0] if len(table.key) == 1 else list(table.key),
        "columns": [
            {
                "name": column.name,
                "label": column.label,
                "kind": column.kind.value,
                "owner": column.owner.value,
                "required": column.required,
                "choices": [choice.label for choice in column.choices],
            }
            for column in table
        ],
    }
