"""A page goes in, the fragments that lead to places on it come out, as its generator writes them."""
