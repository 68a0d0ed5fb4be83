import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** `npm run dev` beside a running stack: pages from here, everything else from its gateway. */
const gateway = process.env.STANDING_GATEWAY ?? "http://127.0.0.1:8080";

/** The call and the tokens are the same on both sides, and stand where the client's page is served from. */
const page = fileURLToPath(new URL("../services/video-links/src/video_links/page", import.meta.url));

/** React Aria brings its words in 34 languages, and the site is in English. */
const englishOnly: Plugin = {
  name: "english-only",
  load: {
    filter: { id: /\/react-(aria|stately).*\/intl\/\w+\/(?!en-)[a-z]{2}-[A-Z]{2}\.mjs$/ },
    handler: () => "export default {};",
  },
};

export default defineConfig({
  plugins: [react(), englishOnly],
  resolve: { alias: { "@call": `${page}/call.js`, "@tokens.css": `${page}/tokens.css` } },
  build: { target: "es2023", sourcemap: true },
  server: {
    fs: { allow: [".", page] },
    proxy: {
      "/api": gateway,
      "/config.json": gateway,
      "/room": { target: gateway, ws: true },
    },
  },
});
