import type { Links } from "marked";
import { createContext } from "react";

/** Where `[text][name]` leads, for all of one text. */
export const MarkdownLinks = createContext<Links>({});
