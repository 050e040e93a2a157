"""What can be dunned today: one row per dunnable line, its balance, and what holds it.

`assemble` is the one door; `build_items` gives its items and problems alone.

Reading notes for those who decide on top of it:

- `item` is the invoice number, or the instalment id for contractual and retention
  instalments. What such an invoice owes beyond its instalments stays a row of its own
  (item = invoice number, kind "invoice"). Lines of one invoice add up to its balance.
- Rows of kind "agreed" exist only while an agreed plan is alive. They double the invoice's
  own row, which then bears hold `instalments`: they serve the notice before each date and
  columns of sheet Échéanciers; leave them out of every sum (`kind != "agreed"`). An agreed
  row is free of a hold only when nothing else holds the invoice.
- `hold_until` is the last day held, included.
- `processing_days` begins on the due date itself (days late 0).
"""

from dataclasses import dataclass

import pandas as pd

from relance_xl.problems import Problem


@dataclass(frozen=True)
class Assembled:
    """Items, unallocated credits, and the dated movements penalties are counted with.

    `movements` holds item, payment_date (NaT: counted from the start) and amount_cents:
    accepted payments after cancelled ones went out; with `items.base_cents` it is what
    `penalties.interest` needs. `credits` holds customer, payer, currency, credit_cents > 0.
    """

    items: pd.DataFrame
    credits: pd.DataFrame
    movements: pd.DataFrame
    problems: tuple[Problem, ...]
