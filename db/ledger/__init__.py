"""The write side: append-only streams, chained, sealed, numbered without gaps, written in one transaction."""
