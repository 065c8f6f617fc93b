import { Readability } from "@mozilla/readability";
import type { PageDocument, PageElement } from "./page-element.ts";

export interface MainContent {
  readonly title: string;
  readonly element: PageElement;
}

const removed =
  "script,style,noscript,template,svg,iframe,object,form,button,input,select,textarea,nav,aside,dialog,body>header,body>footer," +
  '[hidden],[aria-hidden="true"],[role="navigation"],[role="banner"],[role="contentinfo"],[role="dialog"]';
const marginalNames =
  /(?:^|[\s_-])(?:ads?|advert\w*|banner|cookies?|consent|footer|menu|nav\w*|newsletter|popup|promo|related|share|sidebar|sponsor\w*|subscribe|toolbar)(?:$|[\s_-])/i;
const threadNames = /(?:^|[\s_-])(?:answer|comment|message|post|reply)s?(?:$|[\s_-])/i;
/** Readability sometimes keeps a single paragraph of a page that is no article. */
const leastShare = 0.4;

/**
 * What a page is about, without what surrounds it: as Readability finds it, or for threads, which it cuts, all
 * that is not marginal by its tag or its name.
 */
export function mainContent(document: PageDocument, parseAgain: () => PageDocument): MainContent {
  const parsed = new Readability<PageElement>(document as never, {
    charThreshold: 100,
    disableJSONLD: true,
    keepClasses: true,
    serializer: (node) => node as unknown as PageElement,
  }).parse();
  const whole = parseAgain();
  const title = (parsed?.title ?? "").trim() || whole.title.trim();
  const { body } = whole;
  removeMarginal(body);
  const element = parsed?.content;
  if (!element) return { title, element: body };
  const isMost = lengthOf(element) >= lengthOf(body) * leastShare;
  return { title, element: isMost && !isThread(body) ? element : body };
}

function removeMarginal(body: PageElement): void {
  for (const element of [...body.querySelectorAll(removed)]) element.remove();
  const named = [...body.querySelectorAll("[class],[id],[style]")];
  for (const element of named) {
    const names = `${element.className} ${element.getAttribute("id") ?? ""}`;
    const isInvisible = /display\s*:\s*none/i.test(element.getAttribute("style") ?? "");
    // A wrapper of the whole page may be called anything.
    if (isInvisible || (marginalNames.test(names) && lengthOf(element) < lengthOf(body) / 2))
      element.remove();
  }
}

/** Whether most of the page is a sequence of posts, answers or comments. */
function isThread(body: PageElement): boolean {
  const posts = [...body.querySelectorAll("[class]")].filter(({ className }) => threadNames.test(className));
  const outermost = posts.filter((post) => !posts.some((other) => other !== post && contains(other, post)));
  const length = outermost.reduce((sum, post) => sum + lengthOf(post), 0);
  return outermost.length >= 3 && outermost.length <= 500 && length > lengthOf(body) / 2;
}

function contains(outer: PageElement, inner: PageElement): boolean {
  return (outer as unknown as { contains(node: PageElement): boolean }).contains(inner);
}

function lengthOf({ textContent }: PageElement): number {
  return (textContent ?? "").replace(/\s+/g, " ").length;
}
