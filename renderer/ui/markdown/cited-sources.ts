import { createContext } from "react";

/** A page that a reply may cite by its number. */
export interface CitedSource {
  readonly title: string;
  /** http or https. */
  readonly url: string;
}

/**
 * The sources of a chat by number. A citation in a reply, such as `[3]`, leads to the source with this number
 * and to nothing else; without such a source, it is text.
 */
export const CitedSources = createContext<ReadonlyMap<number, CitedSource>>(new Map());
