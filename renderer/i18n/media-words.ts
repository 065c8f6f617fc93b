import type { DecodeTrouble } from "../../shared/media/decode-trouble.ts";

/** The texts for each reason why a file can't be attached. */
export type DecodeTroubleWords = Readonly<
  Record<
    DecodeTrouble,
    {
      readonly title: string;
      readonly detail: (data: Readonly<Record<string, string | number>>) => string;
    }
  >
>;
