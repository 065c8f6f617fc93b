import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,native,electron,renderer,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**", "**/node_modules/**"],
    // Two cores are all a test machine has, and some tests start an engine process of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
