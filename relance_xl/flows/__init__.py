"""One page per flow: read, decide, act, record."""
