import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `npm run dev` beside a running stack: pages from here, everything else from its gateway. */
const gateway = process.env.STANDING_GATEWAY ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: { target: "es2023", sourcemap: true },
  server: { proxy: { "/api": gateway, "/config.json": gateway } },
});
