export default {
  layout: "base.njk",
  eleventyComputed: { permalink: (data) => `/n/${data.slug}/` },
};
