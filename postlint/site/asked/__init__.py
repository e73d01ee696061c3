"""A site goes in, what some rules ask of it besides what a Site tells comes out: of its Markdown, its build, its series."""
