"""The content admin."""
