"""A folder of posts goes in, what its pages know of each other comes out: routes, anchors, redirects, siblings, words."""
