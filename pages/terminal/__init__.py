"""The terminal face: commands that answer in lines or in one JSON object."""
