/** The encodings a text file can be read in, as `TextDecoder` names them, in the order they are offered. */
export const textEncodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-jp",
  "iso-2022-jp",
  "euc-kr",
  "windows-1250",
  "windows-1251",
  "koi8-r",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "iso-8859-2",
  "iso-8859-5",
  "iso-8859-7",
] as const;
export type TextEncodingName = (typeof textEncodings)[number];

/** Names of the detector for encodings that `TextDecoder` has under another name, or reads as another one. */
const aliases: Readonly<Record<string, TextEncodingName>> = {
  ascii: "utf-8",
  gbk: "gb18030",
  gb2312: "gb18030",
  "iso-8859-1": "windows-1252",
  "iso-8859-8": "windows-1255",
  "iso-8859-6": "windows-1256",
  "iso-8859-9": "windows-1254",
};

/** The encoding of a name of any case; null: it is not one of `textEncodings`. */
export function encodingOf(name: string): TextEncodingName | null {
  const lower = name.toLowerCase();
  return aliases[lower] ?? textEncodings.find((encoding) => encoding === lower) ?? null;
}
