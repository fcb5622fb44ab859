"""What items of several kinds are made of: boxes, letters, lengths of time."""
