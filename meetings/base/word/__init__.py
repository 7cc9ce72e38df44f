"""Word files: their elements, their styles, and text as they can hold it. Used by every room that makes some."""
