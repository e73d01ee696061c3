"""Rules that need the other pages of the site."""
