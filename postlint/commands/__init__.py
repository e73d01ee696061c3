"""One module a subcommand, each with a click `command`; the module's name is the command's."""
