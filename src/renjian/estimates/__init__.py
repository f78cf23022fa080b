"""What random draws say of the whole register: estimates by the design alone, with intervals."""
