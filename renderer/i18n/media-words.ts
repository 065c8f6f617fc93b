import type { DecodeTrouble } from "../../shared/media/decode-trouble.ts";

/** Why a file can't be attached, each in words. */
export type DecodeTroubleWords = Readonly<
  Record<
    DecodeTrouble,
    {
      readonly title: string;
      readonly detail: (data: Readonly<Record<string, string | number>>) => string;
    }
  >
>;
