import { expect, it } from "vitest";
import { refusalLog } from "./refusal-log.ts";

it("logs the first refusals of each kind and minute, then only how many there were", () => {
  const lines: string[] = [];
  let nowMs = 0;
  const log = refusalLog({ error: (...line) => lines.push(line.filter(Boolean).join(" ")) }, () => nowMs);
  for (let time = 0; time < 10_000; time++) log.refused("a request", "no.such.route");
  expect(lines).toHaveLength(20);
  expect(lines[0]).toBe("Refused a request no.such.route");
  log.refused("a link", `x\n2026-01-01 error Forged ${"y".repeat(500)}`);
  expect(lines[20]).toMatch(/^Refused a link x\?2026-01-01 error Forged y+$/);
  expect(lines[20]?.length).toBeLessThan(130);
  nowMs = 61_000;
  log.refused("a request");
  expect(lines.slice(21)).toEqual(["Refused a request 9980 more times", "Refused a request"]);
});
