/** @param name already escaped */
export function linkTo(name: string, url: string): string {
  return `[${name}](${url.replace(/[\s()<>\\]/gu, encodeURIComponent).replace(/[()]/g, percent)})`;
}

export function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

export function escaped(text: string): string {
  return text.replace(/[\\[\]*_`<>]/gu, String.raw`\$&`);
}

/** For the marks that encodeURIComponent leaves. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
