"""What a person reads before the yes: a first word to a customer that is already a hard one."""

import pandas as pd

_HARD = 3


def hard_first_words(rows: pd.DataFrame, before: str) -> list[str]:
    """Say how many of these rows are harsh although nothing noted came before.

    An invoice never reminded from here starts at the stage of its lateness, which may be the
    last one. `rows` need `main_number` (a second channel counts with its main one), `first_ever`,
    `severity` and `stage_label`; `before` ends the sentence. Gives no line when there are none.

    >>> rows = pd.DataFrame({"main_number": ["", "", "R1", ""], "first_ever": [True] * 4,
    ...     "severity": [3, 4, 3, 1], "stage_label": ["Dernier avis", "Mise en demeure", "", ""]})
    >>> hard_first_words(rows, "avant d’approuver")
    ['Dont 1 « Dernier avis » et 1 « Mise en demeure » sans aucun rappel noté avant : lisez-les avant d’approuver.']
    """  # noqa: E501 - one sentence
    hard = (rows["severity"].fillna(0) >= _HARD) & rows["first_ever"].fillna(value=False)
    found = rows[hard.astype(bool) & (rows["main_number"] == "")].sort_values("severity")
    if not len(found):
        return []
    counts = found.groupby("stage_label", sort=False).size()
    told = [f"{count} « {label} »" for label, count in counts.items()]
    named = " et ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    them = "lisez-le" if len(found) == 1 else "lisez-les"
    return [f"Dont {named} sans aucun rappel noté avant : {them} {before}."]
