import { defineConfig } from "vitest/config";

/** A file of its own: `make up` builds without what only checks need. */
export default defineConfig({
  test: { include: ["tests/**/*.test.{ts,tsx}"], environment: "node", testTimeout: 20_000 },
});
