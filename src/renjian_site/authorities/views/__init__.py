"""Pages of authorities: signing in, units, people, keys."""
