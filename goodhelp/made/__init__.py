"""Many invented ideas at once, to see how the site does with them: `ideas.make_ideas`."""
