import type { BrowserContext } from "@playwright/test";

/**
 * Errors on the console of any page: exceptions, failed loads and violations of the content security policy.
 */
export interface PageTroubles {
  /** Errors that match the pattern are expected by the test. */
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
