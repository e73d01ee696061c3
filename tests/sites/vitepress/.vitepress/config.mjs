export default {
  title: "Ferns",
  ignoreDeadLinks: true,
  srcExclude: ["kept/**"],
  rewrites: { "packages/one/src/page.md": "one/page.md" },
};
