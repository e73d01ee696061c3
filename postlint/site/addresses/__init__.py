"""What a site publishes, and a link go in; where the link leads comes out, or what was likely meant by it.

The way of a link: `targets` tells what it is, `reading` how it can be read, `lookup` what is there (by `table`, `paths` and
`redirects`), `linking` which of the readings holds, as `taught` by the links of all pages; what leads nowhere goes to `meant`.
"""
