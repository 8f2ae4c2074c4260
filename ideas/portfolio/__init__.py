"""A person's teams across their ideas: counted, never ranked, and only what that person may see."""
