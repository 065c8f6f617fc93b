import type { ErrorData } from "../../shared/ipc/result.ts";
import type { UnsupportedKind } from "../../shared/media/format-kinds.ts";
import type { DecodeProblem } from "../../shared/media/decode-problem.ts";

/** The texts for each reason why a file can't be attached. */
export type DecodeTroubleWords = Readonly<
  Record<
    DecodeProblem,
    {
      readonly title: string;
      readonly detail: (data: ErrorData) => string;
    }
  >
>;

/** What the file of an `unsupported-format` failure is. */
export function kindOf(data: ErrorData): UnsupportedKind {
  return data.of as UnsupportedKind;
}
