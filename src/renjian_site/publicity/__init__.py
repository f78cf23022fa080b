"""What has been made public, when, and when it was withdrawn."""
