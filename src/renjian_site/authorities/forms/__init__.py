"""Forms of authorities: shape only, never a rule."""
