"""The command line: options in, exit code out; one module a subcommand, those with an underscore are shared by several."""
