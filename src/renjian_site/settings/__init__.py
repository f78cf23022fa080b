"""Settings: one base, one module for each kind of process."""
