"""The links of a post go in; what their texts, titles and addresses say of each other comes out."""
