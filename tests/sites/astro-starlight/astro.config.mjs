import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";

export default defineConfig({
  site: "https://ferns.example",
  redirects: { "/old-way": "/guides/first-steps/" },
  integrations: [
    starlight({
      title: "Ferns",
      pagefind: false,
      defaultLocale: "root",
      locales: { root: { label: "English", lang: "en" }, fr: { label: "Français", lang: "fr" } },
    }),
  ],
});
