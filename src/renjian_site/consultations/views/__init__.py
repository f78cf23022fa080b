"""Pages of requests for instructions and replies."""
