"""What an editor sends becomes diagnostics, fixes, pages and names to choose from, over the Language Server Protocol 3.17.

In: messages of an editor. Out: messages to it. May import everything but the commands; nothing else of postlint may import
pygls or lsprotocol. The main thread does all work on posts, one thing after another (`worker`); another one talks (`program`).
"""
