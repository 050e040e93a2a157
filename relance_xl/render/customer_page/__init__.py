"""The page about one customer, as HTML and as PDF: « Fiche client »."""

from relance_xl.render.customer_page.html import render_customer_html
from relance_xl.render.customer_page.model import Page
from relance_xl.render.customer_page.page import customer_page
from relance_xl.render.customer_page.pdf import render_customer_pdf

__all__ = ["Page", "customer_page", "render_customer_html", "render_customer_pdf"]
