"""The folder of a site goes in; what its generator makes of it comes out: which files are pages, and under which addresses.

`detect` tells the generator, `conventions` what all of them do, `published` what each does by its own configuration; `patterns`
are the forms of its addresses, and `routes` those of one page.
"""
