"""A post goes in; days of its text come out that the calendar, the day of the post, or another place in it contradicts."""
