import { isElement, isTextNode, type PageElement } from "./page-element.ts";

const ignored =
  /^(?:head|script|style|noscript|template|svg|math|iframe|object|button|input|select|textarea|video|audio|canvas)$/;
const blocks =
  /^(?:address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/;

export function isIgnored({ localName }: PageElement): boolean {
  return ignored.test(localName);
}

/** Whether an element begins a block: by its name, or because there is one in it. */
export function isBlock(element: PageElement): boolean {
  if (blocks.test(element.localName)) return true;
  return (
    element.localName !== "br" &&
    element.querySelector("p,div,ul,ol,table,pre,blockquote,h1,h2,h3,h4,h5,h6") !== null
  );
}

/** An element within a line. */
export function inlineMarkdown(element: PageElement, base: string): string {
  switch (element.localName) {
    case "br":
      return "\n";
    case "img": {
      const words = (element.getAttribute("alt") ?? "").trim();
      return words === "" ? "" : `(Image: ${words})`;
    }
    case "code":
    case "kbd":
    case "samp": {
      const code = codeOf(element).trim();
      return code === "" || code.includes("`") ? code : `\`${code}\``;
    }
    case "a":
      return linkOf(element, base);
    case "b":
    case "strong":
      return marked(inside(element, base), "**");
    case "i":
    case "em":
      return marked(inside(element, base), "*");
    case "sup":
      // Footnotes would be mistaken for the numbers that Facet gives its sources.
      return /^\s*\[[^\]]{1,20}\]\s*$/.test(element.textContent ?? "") ? "" : inside(element, base);
    default:
      return inside(element, base);
  }
}

/** Text as it is written, for code. */
export function codeOf({ textContent }: PageElement): string {
  return (textContent ?? "").replaceAll("\r\n", "\n");
}

function inside(element: PageElement, base: string): string {
  let text = "";
  for (const node of element.childNodes) {
    if (isTextNode(node)) text += (node.textContent ?? "").replace(/\s+/g, " ");
    else if (isElement(node) && !isIgnored(node)) text += inlineMarkdown(node, base);
  }
  return text;
}

function marked(text: string, mark: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === "" || inner.includes("*") ? text : `${before}${mark}${inner}${mark}${after}`;
}

/** Longer addresses are full of parameters, which cost tokens and lead nowhere else. */
const longestAddress = 200;

function linkOf(element: PageElement, base: string): string {
  const text = inside(element, base);
  const href = element.getAttribute("href") ?? "";
  if (text.trim() === "" || href.startsWith("#") || !URL.canParse(href, base)) return text;
  const url = new URL(href, base);
  const isPage = url.protocol === "https:" || url.protocol === "http:";
  if (!isPage || url.href.length > longestAddress || /[\s()]/.test(url.href)) return text;
  return `[${text.trim()}](${url.href})`;
}
