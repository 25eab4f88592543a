"""Tables for reading, changed in the transaction that writes the events."""
