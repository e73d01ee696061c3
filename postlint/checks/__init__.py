"""The code of coded rules, one module per rule, in a folder per family."""
