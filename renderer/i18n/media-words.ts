/** Why a file can't be attached (`features/media/decode/decode-failure.ts`), each in words. */
export type DecodeTroubleWords = Readonly<
  Record<
    | "empty"
    | "broken"
    | "encrypted"
    | "unknown"
    | "no-decoder"
    | "insecure"
    | "too-large"
    | "too-long"
    | "nothing-in-it"
    | "decoder-failed",
    {
      readonly title: string;
      readonly detail: (data: Readonly<Record<string, string | number>>) => string;
    }
  >
>;
