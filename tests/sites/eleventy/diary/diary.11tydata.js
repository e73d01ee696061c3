export default {
  layout: "post.njk",
  permalink: (data) => `/diary/${data.page.fileSlug}/index.html`,
};
