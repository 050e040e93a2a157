"""Everything known of one customer, as it stands on one page (issue 4, « Fiche client »)."""

from relance_xl.rules.customer_sheet.gather import customer_sheet
from relance_xl.rules.customer_sheet.model import CustomerSheet
from relance_xl.rules.customer_sheet.whose import find_customer

__all__ = ["CustomerSheet", "customer_sheet", "find_customer"]
