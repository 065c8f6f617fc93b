import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ContextGauge } from "./ContextGauge.tsx";

const use = { usedTokens: 1_234, sizeTokens: 8_192, isEstimated: false };

it("says exactly how much of the context is used where that is known", () => {
  const html = renderToStaticMarkup(<ContextGauge {...use} />);
  expect(html).toContain('role="meter"');
  expect(html).toContain("1,234 of 8,192 tokens");
  expect(html).not.toContain("about");
});

it("says about when the counts are estimates", () => {
  const html = renderToStaticMarkup(<ContextGauge {...use} isEstimated />);
  expect(html).toContain("about 1,234 of 8,192 tokens");
  expect(html).toContain(">about 15%<");
});

it("shows the used tokens without a bar when the size is unknown", () => {
  const html = renderToStaticMarkup(<ContextGauge {...use} sizeTokens={null} />);
  expect(html).not.toContain('role="meter"');
  expect(html).toContain(">about 1,200 tokens<");
});
