import type { Language } from "./language.ts";

/** Caches formatters, which are expensive to create and are needed in every row. */
function perLanguage<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return (language) => {
    let formatter = made.get(language);
    if (formatter === undefined) {
      formatter = make(language);
      made.set(language, formatter);
    }
    return formatter;
  };
}

const whole = perLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }));
const tenths = perLanguage((language) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }));
const money = [0, 1, 2, 3].map((digits) =>
  perLanguage(
    (language) =>
      new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ),
);
const percent = perLanguage(
  (language) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }),
);
const rough = perLanguage(
  (language) =>
    new Intl.NumberFormat(language, {
      notation: language === "zh-CN" ? "compact" : "standard",
      maximumFractionDigits: 1,
    }),
);
const list = perLanguage((language) => new Intl.ListFormat(language, { type: "conjunction" }));
const fullDate = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" }),
);
const dayAndMonth = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { month: "short", day: "numeric" }),
);
const dayMonthYear = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { year: "numeric", month: "short", day: "numeric" }),
);
const monthName = perLanguage(
  // The long Chinese form, 十一月, reads like a lunar month. Calendars print 11月.
  (language) => new Intl.DateTimeFormat(language, { month: language === "zh-CN" ? "numeric" : "long" }),
);
const monthAndYear = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { year: "numeric", month: "long" }),
);
const narrow = {
  minute: perLanguage((language) => narrowUnit(language, "minute")),
  hour: perLanguage((language) => narrowUnit(language, "hour")),
  day: perLanguage((language) => narrowUnit(language, "day")),
};

function narrowUnit(language: Language, unit: "minute" | "hour" | "day"): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "narrow" });
}

export function formatNumber(value: number, language: Language): string {
  return (Math.abs(value) < 10 ? tenths : whole)(language).format(value);
}

/** A sentence or a value that begins with a capital letter, where the script has them. */
export function capitalized(text: string, language: Language): string {
  const [first = "", ...rest] = text;
  return first.toLocaleUpperCase(language) + rest.join("");
}

/** Rounds an estimate to two digits: `98,000`, `20 万`. The result does not wrap. */
export function formatAbout(value: number, language: Language): string {
  return rough(language)
    .format(Number(value.toPrecision(2)))
    .replace(/(\d)(?=\p{Script=Han})/u, `$1${unbroken}`);
}

/**
 * An amount of money without a currency: `1,234.50`.
 * @param units in minor units, which have `digits` decimals, at most three
 */
export function formatMoney(units: number, digits: number, language: Language): string {
  return (money[digits] ?? whole)(language).format(units / 10 ** digits);
}

/** `one, two, and three` */
export function formatList(each: readonly string[], language: Language): string {
  return list(language).format(each);
}

/** Sentences after one another: Chinese ones have no space between them. */
export function formatSentences(sentences: readonly string[], language: Language): string {
  return sentences.join(language === "zh-CN" ? "" : " ");
}

/** `42%`, and `<1%` for what would be rounded to nothing. */
export function formatPercent(fraction: number, language: Language): string {
  return fraction > 0 && fraction < 0.005
    ? `<${percent(language).format(0.01)}`
    : percent(language).format(fraction);
}

/** Between a number and its unit, which stay on one line. */
const unbroken = "\u00a0";

/** In decimal units, as used for disks and downloads: `680 KB`, `2.4 GB`. */
export function formatBytes(bytes: number, language: Language): string {
  return inUnits(bytes, 1000, language);
}

/** In units of 1024 bytes, as systems and shops state memory: a computer with 2³⁴ bytes has `16 GB`. */
export function formatMemory(bytes: number, language: Language): string {
  return inUnits(bytes, 1024, language);
}

function inUnits(bytes: number, step: number, language: Language): string {
  const units = ["B", "KB", "MB", "GB", "TB"] as const;
  let value = bytes;
  let unit = 0;
  while (unit < units.length - 1 && roundedAsShown(value) >= 1000) {
    value /= step;
    unit += 1;
  }
  const number = (value < 100 && unit > 0 ? tenths : whole)(language).format(value);
  return `${number}${unbroken}${units[unit] ?? "TB"}`;
}

function roundedAsShown(value: number): number {
  return value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
}

/** In units of 1024 where that is exact: `128K`, `8,000`. */
export function formatTokens(tokens: number, language: Language): string {
  if (tokens >= 1024 && tokens % 1024 === 0) {
    return `${whole(language).format(tokens / 1024)}K`;
  }
  return whole(language).format(tokens);
}

/** `4 s`, `1 min 5 s`, `2 h 3 min`. With `measured` also `0.8 s`, and `12 ms` below a tenth of a second. */
export function formatDuration(
  durationMs: number,
  language: Language,
  precision: "seconds" | "measured" = "seconds",
): string {
  const words =
    language === "zh-CN"
      ? { h: "小时", min: "分", s: "秒", ms: "毫秒" }
      : { h: "h", min: "min", s: "s", ms: "ms" };
  if (precision === "measured" && durationMs < 99.5) {
    return `${whole(language).format(Math.max(1, durationMs))}${unbroken}${words.ms}`;
  }
  if (precision === "measured" && durationMs < 9_950) {
    return `${tenths(language).format(durationMs / 1000)}${unbroken}${words.s}`;
  }
  const seconds = Math.round(durationMs / 1000);
  const [h, min, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (h > 0) {
    return `${h}${unbroken}${words.h} ${min}${unbroken}${words.min}`;
  }
  return min > 0 ? `${min}${unbroken}${words.min} ${s}${unbroken}${words.s}` : `${s}${unbroken}${words.s}`;
}

/** How long finished reasoning took, more precise below one second. Null below 50 ms. */
export function formatThinkingTime(durationMs: number, language: Language): string | null {
  if (durationMs < 50) return null;
  return formatDuration(durationMs, language, durationMs < 1000 ? "measured" : "seconds");
}

export function formatFullDate(timeMs: number, language: Language): string {
  return fullDate(language).format(timeMs);
}

/** For narrow lists: `now`, `5m`, `2h`, `3d`, `Mar 4`, `5分钟前`. Show the full date in a tooltip. */
export function formatAge(timeMs: number, nowMs: number, language: Language): string {
  const age = ageOf(timeMs, nowMs);
  if (age === null) {
    return shortDate(timeMs, nowMs, language);
  }
  if (age.unit === "now") {
    return justNow(language);
  }
  const length = narrow[age.unit](language).format(age.count);
  return language === "zh-CN" ? `${length}前` : length;
}

type ShortAge =
  { readonly unit: "now" } | { readonly unit: "minute" | "hour" | "day"; readonly count: number };

/** Null from a week on, where the date is shown instead. */
function ageOf(timeMs: number, nowMs: number): ShortAge | null {
  const minutes = Math.floor((nowMs - timeMs) / 60_000);
  if (minutes < 1) {
    return { unit: "now" };
  }
  if (minutes < 60) {
    return { unit: "minute", count: minutes };
  }
  const days = calendarDaysBetween(timeMs, nowMs);
  if (days === 0) {
    return { unit: "hour", count: Math.floor(minutes / 60) };
  }
  return days < 7 ? { unit: "day", count: days } : null;
}

function justNow(language: Language): string {
  return language === "zh-CN" ? "刚刚" : "now";
}

function shortDate(timeMs: number, nowMs: number, language: Language): string {
  const isThisYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? dayAndMonth : dayMonthYear)(language).format(timeMs);
}

/** `March`, or `March 2025` if that is not the current year. */
export function formatMonth(timeMs: number, nowMs: number, language: Language): string {
  const isThisYear = new Date(timeMs).getFullYear() === new Date(nowMs).getFullYear();
  return (isThisYear ? monthName : monthAndYear)(language).format(timeMs);
}

/** The number of midnights between two times in the user's time zone. */
export function calendarDaysBetween(earlierMs: number, laterMs: number): number {
  const [earlier, later] = [new Date(earlierMs), new Date(laterMs)];
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(later) - day(earlier)) / 86_400_000);
}
