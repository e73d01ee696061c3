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
ARTICLE_URL = "posts/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = "posts/{date:%Y}/{date:%m}/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
SLUGIFY_SOURCE = "basename"
ARTICLE_PATHS = ["diary", "log"]
