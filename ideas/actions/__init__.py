"""Every change to an idea goes through a function here."""
