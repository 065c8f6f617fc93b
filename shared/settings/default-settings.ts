import { demoModelId } from "../models/model.ts";
import type { Settings } from "./settings.ts";

/** Apart from the schema, so that the page has them without the parser. */
export const defaultSettings: Settings = {
  theme: "system",
  language: "system",
  modelId: demoModelId,
  thinking: false,
  isSidebarOpen: true,
  hubMirror: null,
  sendsTokenToMirror: false,
  modelSettings: {},
  unloadAfterMinutes: 30,
};
