"""Readers: bytes of one format in, rows of cells out. They run in the child process of ``core.exchange.sandbox``."""
