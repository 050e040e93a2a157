"""Modules of a VBA project: what kind they are and the text their stream holds."""

import re
from dataclasses import dataclass
from enum import Enum

CODE_PAGE = "cp1252"

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_EXPORT_HEADER = re.compile(r"\AVERSION [^\n]*\nBEGIN\n(?:[^\n]*\n)*?END\n")
_ATTRIBUTES = re.compile(r"\A(?:Attribute VB_[^\n]*\n)+")


class ModuleKind(Enum):
    """What a module is: its line in the project and the class it stands for."""

    STANDARD = ("Module", "")
    CLASS = ("Class", "FCFB3D2A-A0FA-1068-A738-08002B3371B5")
    WORKBOOK = ("Document", "00020819-0000-0000-C000-000000000046")
    WORKSHEET = ("Document", "00020820-0000-0000-C000-000000000046")

    @property
    def project_line(self) -> str:
        """The word before the module's name in stream PROJECT."""
        return self.value[0]

    @property
    def base(self) -> str:
        """The class behind a class module or a document."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Module:
    """One module; `text` is its source, with or without the head of an exported file.

    Raises `ValueError` for a name Excel would call damaged.
    """

    name: str
    kind: ModuleKind
    text: str = ""

    def __post_init__(self) -> None:
        """Check the name."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"not a module name: {self.name}")

    def source(self) -> str:
        r"""Give the text of the stream: attributes first, lines ended as Windows does.

        >>> Module("Essai", ModuleKind.STANDARD, "Option Explicit").source()
        'Attribute VB_Name = "Essai"\r\nOption Explicit\r\n'
        """
        text = re.sub(r"\r\n?", "\n", self.text.removeprefix("\ufeff"))
        body = _ATTRIBUTES.sub("", _EXPORT_HEADER.sub("", text)).strip("\n")
        lines = [*self._attributes(), *(body.split("\n") if body else [])]
        return "".join(f"{line}\r\n" for line in lines)

    def encoded(self) -> bytes:
        """Give the text in the project's code page; raises `UnicodeEncodeError` beyond it."""
        return self.source().encode(CODE_PAGE)

    def _attributes(self) -> list[str]:
        words = [f'VB_Name = "{self.name}"']
        if self.kind.base:
            document = self.kind is not ModuleKind.CLASS
            words += [
                f'VB_Base = "0{{{self.kind.base}}}"',
                "VB_GlobalNameSpace = False",
                "VB_Creatable = False",
                f"VB_PredeclaredId = {document}",
                f"VB_Exposed = {document}",
                "VB_TemplateDerived = False",
                f"VB_Customizable = {document}",
            ]
        return [f"Attribute {word}" for word in words]
