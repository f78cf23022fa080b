"""Clues, their jurisdiction, movements and filed cases."""
