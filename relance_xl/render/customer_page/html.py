"""The page as one HTML file: nothing fetched, no script, ready for A4."""

from relance_xl.render.customer_page.model import Page
from relance_xl.render.layouts import layout


def render_customer_html(page: Page) -> str:
    """Lay the page out; every text is escaped."""
    return layout("customer").render(page=page)
