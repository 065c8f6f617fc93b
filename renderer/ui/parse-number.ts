export interface NumberLimits {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
  /** Whether empty input is valid and gives null. */
  readonly isOptional?: boolean;
}

export type ParsedNumber = { readonly ok: true; readonly value: number | null } | { readonly ok: false };

/** Parses a typed number, allowing spaces, a decimal comma and full-width digits from an input method. */
export function parseNumber(typed: string, limits: NumberLimits): ParsedNumber {
  const text = typed.normalize("NFKC").trim().replace(",", ".");
  if (text === "") {
    return limits.isOptional === true ? { ok: true, value: null } : { ok: false };
  }
  if (!/^-?(\d+(?:\.\d*)?|\.\d+)$/.test(text)) {
    return { ok: false };
  }
  const value = Number(text);
  const isRight =
    value >= limits.min && value <= limits.max && (limits.isWhole !== true || Number.isInteger(value));
  return isRight ? { ok: true, value } : { ok: false };
}
