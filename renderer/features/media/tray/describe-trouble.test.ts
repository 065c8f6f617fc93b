import { expect, test } from "vitest";
import type { ErrorCode } from "../../../../shared/ipc/result.ts";
import type { DecodeProblem } from "../../../../shared/media/decode-problem.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeTrouble } from "./describe-trouble.ts";

test.each<[DecodeProblem, boolean]>([
  ["encrypted", false],
  ["unknown", false],
  ["broken", false],
  ["too-large", false],
  ["decoder-failed", true],
])("offers a retry after the decode failure %s: %s", (trouble, canRetry) => {
  const failure = { of: "file", failure: { trouble, data: {}, message: "" } } as const;
  expect(describeTrouble(failure, catalogs.en).canRetry).toBe(canRetry);
});

test.each<[ErrorCode, boolean]>([
  ["storage-failed", true],
  ["disconnected", true],
  ["media-too-large", false],
  ["media-unreadable", false],
])("offers a retry after the storage failure %s: %s", (code, canRetry) => {
  const failure = { of: "storing", failure: { code, data: {}, message: "" } } as const;
  expect(describeTrouble(failure, catalogs.en).canRetry).toBe(canRetry);
});
