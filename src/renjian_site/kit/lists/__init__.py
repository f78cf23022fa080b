"""Lists: declared once in a slice, then shown, filtered, saved and exported alike."""
