import type { MediaCapability } from "../shared/media/media-capabilities.ts";

/** What the main area shows; each page has its own address. */
export type Page =
  | { readonly type: "chat" }
  /** `section` is its id; null: the beginning of the page. */
  | { readonly type: "settings"; readonly section: string | null }
  | ({ readonly type: "models" } & ModelsPlace);

export const modelsTabs = ["installed", "get", "sources"] as const;
export type ModelsTab = (typeof modelsTabs)[number];

/** A place on the Models page. */
export interface ModelsPlace {
  readonly tab: ModelsTab;
  /** What the details show: a model's id, or the id of a size in the catalog; null: the tab decides. */
  readonly item: string | null;
  /** The capability that a model is looked for with; null: any model. */
  readonly needs: MediaCapability | null;
}

export type OtherPage = Exclude<Page, { readonly type: "chat" }>;

export function pageHref(page: OtherPage): string {
  switch (page.type) {
    case "settings":
      return path("settings", page.section);
    case "models": {
      const { tab, item, needs } = page;
      const address = tab === "installed" && item === null ? path("models") : path("models", tab, item);
      return needs === null ? address : `${address}?needs=${needs}`;
    }
  }
}

/** null: not the address of such a page. */
export function readPage(hash: string): OtherPage | null {
  const [address = "", query] = hash.split("?");
  const [, name, ...parts] = address.split("/");
  if (parts.includes("")) return null;
  const decodedParts = parts.map(decoded);
  if (name === "settings" && parts.length <= 1) return { type: "settings", section: decodedParts[0] ?? null };
  if (name !== "models" || parts.length > 2) return null;
  const tab = modelsTabs.find((each) => each === (decodedParts[0] ?? "installed"));
  if (tab === undefined) return null;
  const needs = new URLSearchParams(query).get("needs");
  return {
    type: "models",
    tab,
    item: decodedParts[1] ?? null,
    needs: needs === "sees" || needs === "hears" ? needs : null,
  };
}

/** null: it is not encoded as an address is. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const path = (...parts: readonly (string | null)[]) =>
  `#/${parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join("/")}`;
