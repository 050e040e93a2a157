"""A file somebody wants imported, before anyone knows what it is."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One file's name and bytes. `fault` says in French why it cannot be read at all.

    `place` names it in the folder it was found in, "" when it was given by hand; several
    files out of one archive share their place.
    """

    name: str
    content: bytes = field(default=b"", repr=False)
    place: str = ""
    fault: str = ""
