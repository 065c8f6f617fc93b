import { parseHTML } from "linkedom";

/** The part of the DOM that is used here; the services are compiled without a browser's types. */
export interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
  remove(): void;
}

export interface PageElement extends PageNode {
  /** Lower case. */
  readonly localName: string;
  readonly className: string;
  readonly children: Iterable<PageElement>;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument extends PageElement {
  readonly title: string;
  readonly body: PageElement;
}

export function isElement(node: PageNode): node is PageElement {
  return node.nodeType === 1;
}

export function isTextNode(node: PageNode): boolean {
  return node.nodeType === 3;
}

/** Parses a page. */
export function parsePage(html: string): PageDocument {
  return (parseHTML(withAllTags(html)) as unknown as { readonly document: PageDocument }).document;
}

const title = /<title[^>]*>[^<]*<\/title>/i;

/** HTML lets authors leave out the tags around the whole, the head and the body; the parser needs them. */
function withAllTags(html: string): string {
  const hasBody = /<body[\s>]/i.test(html);
  if (hasBody && /<html[\s>]/i.test(html)) return html;
  const inner = html.replace(/<!doctype[^>]*>|<\/?(?:html|head)(?:\s[^>]*)?>/gi, "");
  if (hasBody) return `<html>${inner}</html>`;
  const [head = ""] = title.exec(inner) ?? [];
  return `<html><head>${head}</head><body>${inner.replace(title, "")}</body></html>`;
}
