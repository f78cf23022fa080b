"""Tasks handed out by a draw, their results and findings."""
