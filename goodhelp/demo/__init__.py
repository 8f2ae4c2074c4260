"""The demo: two invented teams, their invented people and their ideas, told through the real actions.

Its files stand in fixtures/demo. `people.yaml` says who there is; each other file tells the story of one
idea, step by step, so that history, tallies, submissions and decisions are as real as anybody's.
"""
