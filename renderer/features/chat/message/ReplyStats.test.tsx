import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ReplyStats as Stats } from "../../../../shared/chat/message.ts";
import { ReplyStats } from "./ReplyStats.tsx";

const stats: Stats = {
  promptTokens: 100,
  reusedTokens: 40,
  generatedTokens: 50,
  timeToFirstTokenMs: 800,
  tokensPerSecond: 12,
  contextUsedTokens: 1_000,
  contextSizeTokens: 4_000,
};

function words(changed: Partial<Stats>): string {
  const html = renderToStaticMarkup(<ReplyStats stats={{ ...stats, ...changed }} modelName="M" />);
  return /aria-label="([^"]*)"/.exec(html)?.[1] ?? "";
}

it("states exact counts as such", () => {
  expect(words({})).toBe(
    "0.8\u00a0s to first token · 12 tokens/s · 50 tokens · 25% of context · Context: 1,000 of 4,000 tokens · 100 prompt tokens, 40 cached · M",
  );
});

it("says about when the counts are estimates", () => {
  expect(words({ isEstimated: true })).toContain("about 50 tokens · about 25% of context");
  expect(words({ isEstimated: true })).toContain("about 1,000 of 4,000 tokens");
});

it("leaves out the share of a context whose size is unknown", () => {
  expect(words({ contextSizeTokens: null })).not.toContain("%");
  expect(words({ contextSizeTokens: null })).toContain(
    "about 1,000 tokens, of a size that the server does not report",
  );
});
