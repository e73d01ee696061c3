// A small Eleventy site of a club that does not exist. Some of its posts hold mistakes: `postlint check examples` finds them.
module.exports = (eleventy) => {
  eleventy.addPassthroughCopy("img");
  return { dir: { input: "." } };
};
