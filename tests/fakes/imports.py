"""The doors of an import, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from relance_xl.flows.importing import ImportDoors
from relance_xl.incoming import ImportFile, Profile, Reading, UnknownLayout
from relance_xl.problems import ChannelError


@dataclass
class MemoryImports:
    """Readings by file name, the files of the folder, the pages of invoices."""

    readings: dict[str, Reading] = field(default_factory=dict)
    waiting: list[ImportFile] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)
    profiles: list[Sequence[Profile]] = field(default_factory=list)
    stuck: Mapping[str, str] = field(default_factory=dict)

    @property
    def doors(self) -> ImportDoors:
        return ImportDoors(self.read, lambda _: self, lambda _: self)

    def drop(self, name: str, reading: Reading) -> ImportFile:
        """Put a file into the folder."""
        self.readings[name] = reading
        file = ImportFile(name, name.encode(), name)
        self.waiting.append(file)
        return file

    def read(self, file: ImportFile, profiles: Sequence[Profile]) -> Reading | UnknownLayout:
        self.profiles.append(profiles)
        found = self.readings.get(file.name)
        return found or UnknownLayout(file.name, "format inconnu")

    def files(self) -> list[ImportFile]:
        return [file for file in self.waiting if file.place not in self.moved]

    def put_away(self, place: str) -> str:
        if place in self.stuck:
            raise ChannelError(self.stuck[place])
        self.moved.append(place)
        return f"Importés/{place}"

    def keep(self, invoice: str, pdf: bytes) -> str:
        if self.pages.setdefault(invoice, pdf) != pdf:
            return f"« {invoice} » diffère."
        return ""
