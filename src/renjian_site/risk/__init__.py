"""Risk classes of organisations, each from a day."""
