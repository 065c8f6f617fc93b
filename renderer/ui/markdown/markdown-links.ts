import type { Links } from "marked";
import { createContext } from "react";

/** The link definitions of one text, for `[text][name]`. */
export const MarkdownLinks = createContext<Links>({});
