import { createContext } from "react";

/** Whether replies are shown as their source, because drawing them ended the page before. */
export const PlainReplies = createContext(false);
