"""Our own layouts of pages and mails, in folders of `templates`."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from relance_xl.resources import templates_dir
from relance_xl.typography import counted


@cache
def layout(folder: str, name: str = "page.html") -> Template:
    """Open a layout once: in HTML all it is given is escaped, and a forgotten value is an error.

    Layouts write plurals with `counted`.

    >>> layout("customer").name, layout("mail", "texte.txt").environment.autoescape
    ('page.html', False)
    """
    layouts = Environment(
        loader=FileSystemLoader(templates_dir() / folder),
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    layouts.globals["counted"] = counted
    return layouts.get_template(name)
