"""The headers and the Markdown of a site's posts go in; what nearly all of them do comes out."""
