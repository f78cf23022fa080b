"""Risk classes of supervised objects, each from a day."""
