"""A release post goes in; the version that it is about comes out, and the places that say so, right or wrong."""
