import anchor from "markdown-it-anchor";
import container from "markdown-it-container";
import { full as emoji } from "markdown-it-emoji";
import footnote from "markdown-it-footnote";
import taskLists from "markdown-it-task-lists";

export default function (eleventyConfig) {
  eleventyConfig.addPassthroughCopy({ public: "/" });
  eleventyConfig.amendLibrary("md", (md) => {
    md.use(anchor, { slugify: eleventyConfig.getFilter("slugify") })
      .use(footnote)
      .use(emoji)
      .use(taskLists)
      .use(container, "note")
      .use(container, "tip")
      .use(container, "warning");
  });
  eleventyConfig.addCollection("all_posts", (api) =>
    api.getFilteredByGlob(["content/posts/*.md", "content/releases/*.md"])
  );
  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
    markdownTemplateEngine: "liquid",
    htmlTemplateEngine: "njk",
  };
}
