"""What must be public, where and until when (一公开)."""
