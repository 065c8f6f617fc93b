import { attributeOf, markupTokens } from "./markup-tokens.ts";

export interface XmlElement {
  /** With its prefix, as written: office documents always use the same ones. */
  readonly name: string;
  readonly children: readonly (XmlElement | string)[];
  readonly attribute: (name: string) => string | null;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: string;
  readonly children: (XmlElement | string)[];
}

/** Deeper elements are ignored: code that walks them recursively would overflow its stack. */
const mostDeep = 500;

/** Parses XML leniently: what is not closed is closed by its parent. */
export function parseXml(source: string): XmlElement {
  const root: OpenElement = { name: "", attributes: "", children: [] };
  const open: OpenElement[] = [root];
  const last = () => open.at(-1) ?? root;
  const close = () => {
    const { name, attributes, children } = open.pop() ?? root;
    last().children.push({ name, children, attribute: (wanted) => attributeOf(attributes, wanted) });
  };
  for (const token of markupTokens(source)) {
    switch (token.type) {
      case "text":
        last().children.push(token.text);
        break;
      case "open":
        if (open.length > mostDeep) break;
        open.push({ name: token.name, attributes: token.attributes, children: [] });
        if (token.isEmpty) close();
        break;
      case "close": {
        const depth = open.findLastIndex(({ name }) => name === token.name);
        while (depth > 0 && open.length > depth) close();
      }
    }
  }
  while (open.length > 1) close();
  return { name: "", children: root.children, attribute: () => null };
}

export function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => typeof child !== "string");
}

/** All elements of one of these names, in document order; those within a found one are left out. */
export function findAll(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    names.includes(child.name) ? [child] : findAll(child, ...names),
  );
}

export function findFirst(element: XmlElement, name: string): XmlElement | null {
  for (const child of elementsOf(element)) {
    const found = child.name === name ? child : findFirst(child, name);
    if (found !== null) return found;
  }
  return null;
}

/** The text within an element, without any markup. */
export function textWithin(element: XmlElement): string {
  return element.children.map((child) => (typeof child === "string" ? child : textWithin(child))).join("");
}
