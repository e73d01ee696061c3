"""Settings: their declarations, the files and options that hold them, and the patterns of paths in them."""
