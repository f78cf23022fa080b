"""Official documents (文书): numbered, issued once, set as PDF and Word, open to verification."""
