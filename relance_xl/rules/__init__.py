"""The rules of dunning: pure functions on frames, no clock, no file, no network."""
