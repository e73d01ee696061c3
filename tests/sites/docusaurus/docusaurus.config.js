module.exports = {
  title: "Ferns",
  url: "https://ferns.example",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  markdown: { format: "detect", hooks: { onBrokenMarkdownLinks: "ignore", onBrokenMarkdownImages: "ignore" } },
  presets: [
    [
      "classic",
      {
        docs: { sidebarPath: undefined },
        blog: { routeBasePath: "news", postsPerPage: 50, onInlineTags: "ignore", onUntruncatedBlogPosts: "ignore", onInlineAuthors: "ignore" },
      },
    ],
  ],
};
