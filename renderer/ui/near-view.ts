import { createContext } from "react";

/**
 * Whether this part of the page is in or near the viewport. Purely visual work, such as syntax colours, and what
 * can wait for a press wait for that.
 */
export const NearView = createContext(true);
