"""The Markdown of a post goes in, everything it holds comes out, each thing with its exact span in the file.

The way of a text: `masks` blanks what is a template's, `reach` says how far it is read, `markdown` parses it by those rules
that `chains` finds due, `strips` tells where each character of a block stood, `inline` and `html_flows` read what is in it,
`collect` takes up what they meet, and `body` walks over all blocks.
"""
