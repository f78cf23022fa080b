"""What every slice of the site uses."""
