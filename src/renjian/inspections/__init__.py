"""What an inspection found and what that amounts to."""
