import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{shared,native,electron,renderer,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**", "**/node_modules/**"],
    // Test machines have two cores, and some tests start an engine process.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
