import { defineConfig } from "vitest/config";
import { workerPool } from "./scripts/test/worker-pool.ts";

export default defineConfig({
  test: {
    include: ["{shared,native,electron,renderer,scripts,tests}/**/*.test.{ts,tsx}"],
    exclude: ["tests/e2e/**", "**/node_modules/**"],
    pool: workerPool,
    // Test machines have two cores, and some tests start an engine process.
    maxWorkers: 2,
    // Ends tests that hang. On a busy machine they may take many times as long as usual.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
