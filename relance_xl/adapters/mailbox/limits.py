"""How much of one mail is looked at. What goes beyond is kept as a file and told, not read."""

from relance_xl.problems import RelanceError

MAIL_BYTES = 5_000_000
"""A larger mail is known by its headers alone."""
HEADER_BYTES = 64_000
"""Of one block of headers: the mail's own, or a part's."""
ENCODED_WORDS = 2_000
PARTS = 300
DEPTH = 20
PARAMETER_CHARACTERS = 1_500
"""Of a Content-Type or Content-Disposition; the standard library is slow on longer ones."""
TEXT_CHARACTERS = 400_000
"""Of one part, once decoded."""
HTML_CHARACTERS = 1_000_000
NAME_CHARACTERS = 150


class TooMuchError(RelanceError):
    """A mail goes beyond a bound; the text completes « Message non lu : »."""
