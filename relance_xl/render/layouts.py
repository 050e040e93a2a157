"""Our own HTML pages, each a folder of `templates` with one `page.html`."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from relance_xl.resources import templates_dir


@cache
def page_layout(folder: str) -> Template:
    """Open a page's layout once: every text it is given is escaped, a forgotten one is an error.

    >>> page_layout("customer").name
    'page.html'
    """
    layouts = Environment(
        loader=FileSystemLoader(templates_dir() / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    return layouts.get_template("page.html")
