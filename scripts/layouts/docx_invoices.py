"""The table of invoices of the Word layout, whose columns are known only when it is filled."""

# ruff: noqa: E501 - XML reads best unwrapped

from docx_parts import ACCENT, LINE, WASH, cell, margins, par, row, run, spacing, table, tag_row

COLUMN = 170 / 7
"""Width of a column in mm, until it is known how many there are."""


def invoice_table() -> str:
    """Return the table of a block: any number of columns, sections, a total line."""
    thin = f'<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>'
    head = small_cells("b.colonnes", fill=ACCENT, bold=True, color="FFFFFF")
    rows = (
        row(*head, props="<w:cantSplit/><w:tblHeader/>"),
        tag_row("for r in b.lignes"),
        tag_row("if r.section"),
        row(section_cell(), props="<w:cantSplit/>"),
        tag_row("else"),
        row(*small_cells("r.cellules"), props="<w:cantSplit/>"),
        tag_row("endif"),
        tag_row("endfor"),
        tag_row("if b.total_libelle"),
        row(*total_cells(), props="<w:cantSplit/>"),
        tag_row("endif"),
    )
    return table("".join(rows), (COLUMN,) * 7, margins(1.2, 5, 1.2, 5), thin)


def small(content: str, jc: str = "left", *, bold: bool = False, color: str = "") -> str:
    """Return a paragraph in the size of the invoice table."""
    return par(run(content, size=8.5, bold=bold, color=color), jc=jc, props=spacing())


def tag_cell(content: str, fill: str = "") -> str:
    """Return a cell holding one cell tag; it vanishes when rendered."""
    return cell(small(f"{{%tc {content} %}}", color="9AA5B1"), width=COLUMN, fill=fill)


def small_cells(
    source: str, *, fill: str = "", bold: bool = False, color: str = ""
) -> tuple[str, ...]:
    """Return the cells of one row, as many as `source` has when rendered."""
    right, left = (
        cell(small("{{ c.texte }}", jc, bold=bold, color=color), width=COLUMN, fill=fill)
        for jc in ("right", "left")
    )
    return (
        tag_cell(f"for c in {source}", fill),
        tag_cell("if c.droite", fill),
        right,
        tag_cell("else", fill),
        left,
        tag_cell("endif", fill),
        tag_cell("endfor", fill),
    )


def section_cell() -> str:
    """Return the one cell of a section's title, across all columns."""
    title = small("{% colspan b.colonnes|length %}{{ r.section }}", bold=True, color=ACCENT)
    return cell(title, width=170, fill=WASH)


def total_cells() -> tuple[str, ...]:
    """Return the cells of the total line: its label, the amount, what is right of it."""
    thick = f'<w:tcBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>'
    label = small("{% colspan b.total_place %}{{ b.total_libelle }}", bold=True)
    amount = small("{{ b.total }}", "right", bold=True)
    rest = small("{% colspan b.total_apres %}")
    return (
        cell(label, width=COLUMN, fill=WASH, extra=thick),
        cell(amount, width=COLUMN, fill=WASH, extra=thick),
        tag_cell("if b.total_apres"),
        cell(rest, width=COLUMN, fill=WASH, extra=thick),
        tag_cell("endif"),
    )
