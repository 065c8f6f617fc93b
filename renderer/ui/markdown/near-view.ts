import { createContext } from "react";

/** Whether this part of the page is in view or near it. What only the eye needs, such as colours in code, waits for that. */
export const NearView = createContext(true);
