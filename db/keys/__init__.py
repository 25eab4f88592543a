"""Keys: the ring in memory, its file, the recovery code, and the proof beside the data that they belong together."""
