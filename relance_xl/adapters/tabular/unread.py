"""The one fault of a foreign file: it cannot be read at all."""


class UnreadableError(Exception):
    """Why a file cannot be read, as a French clause a person understands.

    It never stops a run: the reader that meets it gives an `UnknownLayout` with this reason.
    """
