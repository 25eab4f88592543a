"""Looking through papers and photographs before they enter a case: what they are, and what hides in them."""
