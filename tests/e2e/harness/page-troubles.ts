import type { BrowserContext } from "@playwright/test";

/** Errors on any page's console: exceptions, failed loads and breaches of the content security policy. */
export interface PageTroubles {
  /** What such a pattern matches is part of the test. */
  expect(pattern: RegExp): void;
  readonly unexpected: () => readonly string[];
}

export function watchTroubles(context: BrowserContext): PageTroubles {
  const all: string[] = [];
  const expected: RegExp[] = [];
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const { url, lineNumber } = message.location();
    all.push(`${message.text()} (${url}:${lineNumber})`);
  });
  context.on("weberror", (error) => all.push(error.error().stack ?? error.error().message));
  return {
    expect: (pattern) => void expected.push(pattern),
    unexpected: () => all.filter((trouble) => !expected.some((pattern) => pattern.test(trouble))),
  };
}
