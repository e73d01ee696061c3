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
        docs: {
          sidebarPath: undefined,
          routeBasePath: "handbook",
          versions: {
            current: { label: "3.0" },
            "1.0": { label: "old", path: "old" },
          },
        },
        blog: false,
      },
    ],
  ],
  plugins: [
    [
      "@docusaurus/plugin-content-docs",
      { id: "community", path: "community", routeBasePath: "people", lastVersion: "current", sidebarPath: undefined },
    ],
    ["@docusaurus/plugin-content-blog", { id: "notes", path: "notes", routeBasePath: "diary", onInlineTags: "ignore", onUntruncatedBlogPosts: "ignore", onInlineAuthors: "ignore" }],
  ],
};
