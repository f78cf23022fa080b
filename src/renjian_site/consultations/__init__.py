"""Requests for instructions (请示) between levels, and the library of replies (批复)."""
