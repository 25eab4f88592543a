"""Every Thai word of the program: the text catalogue, days, digits, search keys and sorting."""
