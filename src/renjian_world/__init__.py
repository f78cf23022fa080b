"""A made-up country for practice, tests and benchmarks: same seed, same country."""
