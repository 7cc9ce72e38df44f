"""What the sources say becomes paragraphs."""
