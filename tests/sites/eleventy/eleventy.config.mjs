import anchors from "markdown-it-anchor";
import { EleventyHtmlBasePlugin } from "@11ty/eleventy";

export default function (config) {
  config.addPlugin(EleventyHtmlBasePlugin);
  config.amendLibrary("md", (library) => library.use(anchors));
  config.addPassthroughCopy("img");
  config.addPassthroughCopy({ "static/files": "files", "./static/extra/": "/" });
}
