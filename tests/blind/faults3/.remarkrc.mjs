import remarkFrontmatter from "remark-frontmatter";
import rlFmSchema from "remark-lint-frontmatter-schema";

export default {
  plugins: [
    remarkFrontmatter,
    [rlFmSchema, { schemas: { "./schemas/event.schema.json": ["./content/events/*.md"] } }],
  ],
};
