SITENAME = "Ferns"
SITEURL = "https://ferns.example"
AUTHOR = "Ada Moss"
TIMEZONE = "UTC"
THEME = "look"
PATH = "content"
ARTICLE_EXCLUDES = ["kept"]
STATIC_PATHS = ["images", "extra"]
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.toc": {},
    },
}
EXTRA_PATH_METADATA = {"extra/CNAME": {"path": "CNAME"}}
