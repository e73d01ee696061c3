module.exports = {
  title: "Ferns",
  url: "https://ferns.example",
  baseUrl: "/",
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  markdown: { format: "detect", hooks: { onBrokenMarkdownLinks: "ignore", onBrokenMarkdownImages: "ignore" } },
  i18n: {
    defaultLocale: "en",
    locales: ["en", "fr", "pt-BR"],
    localeConfigs: { fr: { label: "Français" }, "pt-BR": { label: "Português", path: "brasil" } },
  },
  presets: [
    [
      "classic",
      {
        docs: { sidebarPath: undefined, routeBasePath: "handbook", lastVersion: "current", versions: { "1.0": { path: "old" } } },
        blog: { onInlineTags: "ignore", onUntruncatedBlogPosts: "ignore", onInlineAuthors: "ignore" },
      },
    ],
  ],
  plugins: [["@docusaurus/plugin-content-docs", { id: "people", path: "people", routeBasePath: "team", sidebarPath: undefined }]],
};
