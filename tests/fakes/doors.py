"""Small doors held in dictionaries."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from relance_xl.ports import Attachment


@dataclass
class DictSecrets:
    """Fulfils `Secrets`."""

    secrets: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)


@dataclass
class DictInvoiceFiles:
    """Fulfils `InvoiceFiles`: contents by file name, `NUMBER.pdf` when none is typed."""

    files: Mapping[str, bytes] = field(default_factory=dict)

    def find(self, invoice: str, file_name: str) -> Attachment | None:
        name = file_name or f"{invoice}.pdf"
        return Attachment(name, self.files[name]) if name in self.files else None
