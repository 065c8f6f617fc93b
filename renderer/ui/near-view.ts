import { createContext } from "react";

/**
 * Whether this part of the page is in or near the viewport. Purely visual work, such as syntax colours, waits
 * for that, as do the menus of messages.
 */
export const NearView = createContext(true);
