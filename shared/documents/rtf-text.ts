import type { TextEncodingName } from "../text/encodings.ts";
import type { DocumentText } from "./document-text.ts";

/** Groups that hold no text of the document. */
const hiddenGroups =
  /^(fonttbl|colortbl|stylesheet|info|pict|object|themedata|colorschememapping|datastore|latentstyles|listtable|listoverridetable|rsidtbl|generator|header|headerl|headerr|headerf|footer|footerl|footerr|footerf|xmlnstbl|fldinst|mmathPr|nonshppict|revtbl|bkmkstart|bkmkend)$/;
const symbols: Readonly<Record<string, string>> = {
  par: "\n",
  line: "\n",
  sect: "\n",
  page: "\n",
  tab: "\t",
  cell: "\t",
  row: "\n",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: " ",
  enspace: " ",
};
const codePages: Readonly<Record<number, TextEncodingName>> = {
  932: "shift_jis",
  936: "gb18030",
  949: "euc-kr",
  950: "big5",
  1250: "windows-1250",
  1251: "windows-1251",
  1253: "windows-1253",
  1254: "windows-1254",
  1255: "windows-1255",
  1256: "windows-1256",
};

interface Group {
  readonly isHidden: boolean;
  /** How many characters stand for the Unicode character before them. */
  readonly skips: number;
}

/** The text of an RTF document. Its cells are separated by tabs, and its rows by line breaks. */
export function rtfText(source: string): DocumentText {
  const groups: Group[] = [];
  let group: Group = { isHidden: false, skips: 1 };
  let decoder = new TextDecoder("windows-1252");
  let text = "";
  let bytes: number[] = [];
  let toSkip = 0;
  const flush = () => {
    if (bytes.length > 0) text += decoder.decode(Uint8Array.from(bytes));
    bytes = [];
  };
  const write = (words: string) => {
    flush();
    if (!group.isHidden) text += words;
  };
  const tokens =
    /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g;
  for (const [, word, number, hex, symbol, brace, plain] of source.matchAll(tokens)) {
    if (brace === "{") {
      flush();
      groups.push(group);
    } else if (brace === "}") {
      flush();
      group = groups.pop() ?? group;
      toSkip = 0;
    } else if (hex !== undefined) {
      if (toSkip > 0) toSkip -= 1;
      else if (!group.isHidden) bytes.push(parseInt(hex, 16));
    } else if (symbol !== undefined) {
      if (symbol === "*") group = { ...group, isHidden: true };
      else if (symbol === "~") write("\u00a0");
      else if (symbol === "_") write("-");
      else if (/[\\{}]/.test(symbol)) write(symbol);
      else if (/[\r\n]/.test(symbol)) write("\n");
    } else if (plain !== undefined) {
      write(plain.slice(toSkip));
      toSkip = Math.max(0, toSkip - plain.length);
    } else if (word !== undefined) {
      if (word === "u" && number !== undefined) {
        write(String.fromCharCode(Number(number) & 0xffff));
        toSkip = group.skips;
      } else if (word === "uc") group = { ...group, skips: Number(number ?? 1) };
      else if (word === "ansicpg") decoder = new TextDecoder(codePages[Number(number)] ?? "windows-1252");
      else if (word === "bin") flush();
      else if (hiddenGroups.test(word)) group = { ...group, isHidden: true };
      else if (symbols[word] !== undefined) write(symbols[word]);
    }
  }
  flush();
  const lines = text.split("\n").map((line) => line.trimEnd());
  const clean = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { parts: [{ title: "", text: clean }] };
}
