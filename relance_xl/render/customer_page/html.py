"""The page as one HTML file: nothing fetched, no script, ready for A4."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from relance_xl.render.customer_page.model import Page
from relance_xl.resources import templates_dir


def render_customer_html(page: Page) -> str:
    """Lay the page out; every text is escaped."""
    return _layout().render(page=page)


@cache
def _layout() -> Template:
    layouts = Environment(
        loader=FileSystemLoader(templates_dir() / "customer"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return layouts.get_template("page.html")
