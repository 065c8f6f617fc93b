import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import type { ErrorData } from "../../shared/ipc/result.ts";
import { describeFailure } from "./describe-failure.ts";
import { loadTrouble, storageTrouble } from "./error-words.ts";
import { catalogs, resolveLanguage } from "./i18n.ts";
import type { Language } from "./language.ts";

const languages = Object.keys(catalogs) as Language[];

/** Every text of a catalog with its path. */
function sentences(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

function functions(value: unknown, path = ""): [string, (...args: unknown[]) => unknown][] {
  if (typeof value === "function") return [[path, value as (...args: unknown[]) => unknown]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => functions(inner, `${path}.${key}`));
}

function keys(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
}

describe("message catalogs", () => {
  it.each(languages)("have the same entries in %s as in English", (language) => {
    expect(keys(catalogs[language]).sort()).toEqual(keys(catalogs.en).sort());
  });

  it.each(languages)("have no empty text in %s", (language) => {
    const empty = sentences(catalogs[language]).filter(([, sentence]) => sentence.trim() === "");
    expect(empty).toEqual([]);
  });

  it("write apostrophes as typography does", () => {
    const straight = sentences(catalogs.en).filter(([, text]) => /\p{L}'\p{L}/u.test(text));
    expect(straight).toEqual([]);
  });

  it("contain no English text in the Chinese catalog", () => {
    const latinOnly = sentences(catalogs["zh-CN"])
      .filter(([path, text]) => !path.endsWith(".action") && !/\p{Script=Han}/u.test(text))
      .map(([, text]) => text);
    // Names that are the same in every language.
    expect(new Set(latinOnly)).toEqual(
      new Set([
        "CUDA",
        "English",
        "F16",
        "Facet",
        "Metal",
        "Hugging Face",
        "Min P",
        "Q8_0",
        "UTF-16 BE",
        "UTF-16 LE",
        "UTF-8",
        "Top K",
        "Top P",
        "Vulkan",
      ]),
    );
  });

  it("use the same arguments of a text in every language", () => {
    const factsIn = (sentence: (...args: unknown[]) => unknown) => {
      const facts = Array.from({ length: sentence.length }, (_, index) => `fact${index}`);
      const said = String(sentence(...facts));
      return facts.filter((fact) => said.includes(fact));
    };
    const english = new Map(functions(catalogs.en));
    for (const [path, sentence] of functions(catalogs["zh-CN"])) {
      const source = english.get(path);
      if (source && !path.startsWith(".errors")) expect(factsIn(sentence), path).toEqual(factsIn(source));
    }
  });
});

describe("describeFailure", () => {
  it.each(languages)("names the file in %s if it is known, and handles a missing name", (language) => {
    const failure = (data: Record<string, string>) =>
      describeFailure({ code: "model-incomplete", data }, catalogs[language]).detail;
    expect(failure({ fileName: "gemma.gguf" })).toContain("gemma.gguf");
    expect(failure({})).not.toMatch(/undefined|null/);
  });

  it("falls back to the text of internal errors for an unknown code", () => {
    const unknown = { code: "from-the-future" as "internal", data: {} };
    expect(describeFailure(unknown, catalogs.en).title).toBe(catalogs.en.errors.internal.title);
  });

  it("labels the action", () => {
    const words = describeFailure({ code: "engine-crashed", data: {} }, catalogs.en);
    expect(words.action).toEqual({ kind: "retry", label: "Try again" });
  });
});

describe("resolveLanguage", () => {
  it.each([
    { setting: "system", preferred: ["de-DE", "zh-TW", "en"], expected: "zh-CN" },
    { setting: "system", preferred: ["en-GB", "zh-CN"], expected: "en" },
    { setting: "system", preferred: ["fr"], expected: "en" },
    { setting: "system", preferred: [], expected: "en" },
    { setting: "zh-CN", preferred: ["en"], expected: "zh-CN" },
  ] as const)(
    "returns $expected for the setting $setting and the preferred languages $preferred",
    ({ setting, preferred, expected }) => {
      expect(resolveLanguage(setting, preferred)).toBe(expected);
    },
  );

  it("follows the system by default", () => {
    expect(defaultSettings.language).toBe("system");
  });
});

describe("failure cases", () => {
  it.each([
    ["disk-full", "full"],
    ["ENOSPC", "full"],
    ["EACCES", "read-only"],
    ["newer-version", "newer"],
    ["EIO", "other"],
  ])("maps the storage error %s to %s", (reason, expected) => {
    expect(storageTrouble({ reason })).toBe(expected);
  });

  it.each([
    ["unknown model architecture: 'granite9'", "unknown-kind"],
    ["unable to allocate CPU buffer", "memory"],
    ["tensor 'blk.0.attn_q.weight' has wrong shape", "other"],
  ])("maps the engine message %j to %s", (detail, expected) => {
    expect(loadTrouble({ detail })).toBe(expected);
  });

  it.each(languages)("have different texts in %s", (language) => {
    const detail = (code: "storage-failed" | "message-too-long", data: ErrorData) =>
      describeFailure({ code, data }, catalogs[language]).detail;
    expect(detail("storage-failed", { reason: "disk-full" })).not.toBe(detail("storage-failed", {}));
    const sizes = { messageTokens: 9000, roomTokens: 7100, contextSizeTokens: 8192 };
    const tooLong = ["message", "pinned", "system-prompt"].map((reason) =>
      detail("message-too-long", { ...sizes, reason }),
    );
    for (const words of tooLong) expect(words).toMatch(/9,000.*(7,100.*8,192|8,192.*7,100)/);
    expect(new Set(tooLong).size).toBe(3);
    expect(detail("message-too-long", {})).not.toMatch(/undefined|NaN|0/);
    const longest = { contextSizeTokens: 8192, trainedTokens: 8192 };
    const longer = { contextSizeTokens: 8192, trainedTokens: 131_072 };
    const contextLength = /context length|上下文长度/;
    expect(detail("message-too-long", longer)).toMatch(contextLength);
    expect(detail("message-too-long", longest)).not.toMatch(contextLength);
  });
});
