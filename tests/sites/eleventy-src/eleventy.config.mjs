import { IdAttributePlugin, InputPathToUrlTransformPlugin } from "@11ty/eleventy";

export default function (config) {
  config.addPlugin(IdAttributePlugin);
  config.addPlugin(InputPathToUrlTransformPlugin);
  config.addPassthroughCopy("src/img");
  config.addPassthroughCopy({ "public": "/" });
  config.ignores.add("src/kept/**");
  return { dir: { input: "src", includes: "_includes" } };
}
