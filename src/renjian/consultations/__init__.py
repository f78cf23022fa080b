"""Requests for instructions (请示) to the next level up, and the replies (批复) to them."""
