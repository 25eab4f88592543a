"""Files in and out: readers, dialects of other registers, what was understood of them. Nothing here writes a case."""
