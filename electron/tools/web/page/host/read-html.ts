import { htmlText } from "../../../../../shared/documents/html-text.ts";
import { elementMarkdown } from "./element-markdown.ts";
import { mainContent } from "./main-content.ts";
import { pageDate } from "./page-date.ts";
import { parsePage, type PageElement } from "./page-element.ts";

export interface HtmlPage {
  readonly title: string;
  /** YYYY-MM-DD; null: the page does not say. */
  readonly published: string | null;
  /** Markdown; blank where the page has no text without its scripts. */
  readonly text: string;
}

/** A page with more elements is read without looking for its main content, which takes too long. */
const mostElements = 60_000;
/** Readability takes cubic time in the depth of a page. */
const mostLevels = 200;
const longestTitle = 300;

/** Reads a page. Where the structure of a page is too much for the parser, its text remains. */
export function readHtml(html: string, url: string): HtmlPage {
  if (countOf(html, "<") / 2 > mostElements) return plainPage(html);
  try {
    const document = parsePage(html);
    if (isDeeper(document, mostLevels)) return plainPage(html);
    const published = pageDate(document);
    const { title, element } = mainContent(document, () => parsePage(html));
    return { title: title.slice(0, longestTitle), published, text: elementMarkdown(element, url) };
  } catch {
    // The parsers fail on some damaged pages.
    return plainPage(html);
  }
}

/** Without recursion. */
function isDeeper(root: PageElement, levels: number): boolean {
  let level: readonly PageElement[] = [...root.children];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap(({ children }) => [...children]);
  }
  return false;
}

function plainPage(html: string): HtmlPage {
  const title = /<title[^>]*>([^<]{0,300})/i.exec(html)?.[1] ?? "";
  return { title: title.replace(/\s+/g, " ").trim(), published: null, text: htmlText(html) };
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}
