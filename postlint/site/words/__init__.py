"""The texts of a site go in, its words come out: how often it writes them, with which capitals, and which of them are slips."""
