"""Words as data, and what can be asked of them; every file is read on first use."""
