"""A journal in memory: what flows are tested with. It passes the real one's contract."""

from collections.abc import Sequence
from dataclasses import replace

from relance_xl.ports import Change, Entry, Receipt, SendState

_COMES_FROM = {
    SendState.SENDING: {SendState.QUEUED},
    SendState.IN_DOUBT: {SendState.QUEUED, SendState.SENDING},
}


class MemoryJournal:
    """Fulfils `Journal`; forgets everything with the process."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._changes: list[Change] = []

    def queue(self, entries: Sequence[Entry]) -> list[str]:
        return [entry.number for entry in entries if not self._enter(entry)]

    def release(self, machine: str) -> list[str]:
        left = [
            entry.number
            for entry in self._entries.values()
            if entry.state in (SendState.QUEUED, SendState.SENDING) and entry.machine == machine
        ]
        for number in left:
            self.mark(number, SendState.DEFERRED, Receipt(SendState.DEFERRED, "interrompu"))
        return left

    def mark(self, number: str, state: SendState, receipt: Receipt | None = None) -> None:
        entry = self._entries[number]
        if entry.state not in _COMES_FROM.get(state, set(SendState)):
            raise ValueError(f"{number}: {entry.state} -> {state}")
        if receipt is not None:
            entry = replace(entry, detail=receipt.detail, file=receipt.file or entry.file)
        self._entries[number] = replace(entry, state=state, written=False)

    def entries(self) -> list[Entry]:
        return list(self._entries.values())

    def unwritten(self) -> list[Entry]:
        return [entry for entry in self._entries.values() if not entry.written]

    def mark_written(self, numbers: Sequence[str]) -> None:
        for number in numbers:
            self._entries[number] = replace(self._entries[number], written=True)

    def last_number(self, year: int) -> int:
        prefix = f"REL-{year}-"
        used = [int(n.removeprefix(prefix)) for n in self._entries if n.startswith(prefix)]
        return max(used, default=0)

    def record(self, changes: Sequence[Change]) -> None:
        self._changes.extend(changes)

    def changes(self) -> list[Change]:
        return list(self._changes)

    def _enter(self, entry: Entry) -> bool:
        known = self._entries.get(entry.number)
        if (known and known.state is not SendState.DEFERRED) or self._keys(entry) & self._taken():
            return False
        self._entries.pop(entry.number, None)
        ignored = entry.state is SendState.IGNORED
        state = SendState.IGNORED if ignored else SendState.QUEUED
        self._entries[entry.number] = replace(entry, state=state, written=False)
        return True

    def _taken(self) -> set[tuple[str, ...]]:
        taking = (entry for entry in self._entries.values() if entry.state.takes_pairs)
        return set().union(*(self._keys(entry) for entry in taking))

    @staticmethod
    def _keys(entry: Entry) -> set[tuple[str, ...]]:
        recipient = " ".join(entry.recipient.split()).casefold()
        return {(p.invoice, p.stage, entry.channel, recipient) for p in entry.pairs if p.stage}
