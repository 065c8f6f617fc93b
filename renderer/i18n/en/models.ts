import type { Senses } from "../../../shared/models/senses.ts";

export const models = {
  /** The picker's accessible name: what it is, and what is chosen. */
  pickerLabel: (name: string) => `Model: ${name}`,
  menuLabel: "Choose a model",
  manage: "All models…",
  noneChosen: "Choose a model",

  demo: "Demo",
  demoDetail: "Ships with Facet to try things out. It gives prepared answers and knows nothing.",
  incomplete: "Still being copied",
  unreadable: "Can’t be read",
  missing: "Not on this computer",
  loadFailed: "Could not be loaded",
  stopped: "Stopped working",
  /** Sizes and such come formatted: "2.4 GB". */
  contextLength: (tokens: string) => `${tokens} context`,

  /** Bits per weight, as the quantisation's name tells; the code follows in brackets for those who know it. */
  precision: (bits: string, code: string) => `${bits}-bit (${code})`,
  precisionWords: {
    rough: "much smaller file, noticeably less precise",
    small: "smaller file, slightly less precise",
    balanced: "medium-sized file, nearly full precision",
    fine: "larger file, practically full precision",
    full: "largest file, full precision",
  },

  loading: (name: string) => `Loading ${name}`,
  loadingShort: (percent: string) => `Loading · ${percent}`,
  ready: (name: string) => `${name} is ready`,
  switchFailed: (name: string) => `${name} could not be loaded`,

  onThisComputer: "On this computer",
  use: "Use",
  useLabel: (name: string) => `Use ${name}`,
  inUse: "In use",
  contextWords: (tokens: string, words: string) => `keeps ${tokens} tokens in mind, about ${words} words`,
  /** What it can be given. */
  takes: ({ sees, hears }: Senses): string => {
    if (sees && hears) return "reads text, sees pictures and hears speech";
    if (sees) return "reads text and sees pictures, but does not hear";
    return hears ? "reads text and hears speech, but does not see" : "reads text only";
  },
  /** At the top, where a person came for one that can. */
  sought: {
    sees: {
      title: "You need a model that sees",
      none: "None on this computer does yet. The recommended one does, as do the others that say “sees pictures”.",
      some: "These on this computer do:",
      inUse: (name: string) => `${name} sees, and is in use.`,
    },
    hears: {
      title: "You need a model that hears",
      none: "None on this computer does yet. The recommended one does, as do the others that say “hears speech”.",
      some: "These on this computer do:",
      inUse: (name: string) => `${name} hears, and is in use.`,
    },
  },
  otherArchitecture: (name: string) =>
    `Not a Gemma 4 model (${name}). It may work, but Facet is not made for it.`,

  engineIdle: "No model is in memory. The one you chose is loaded when you send a message.",
  engineHeld: (name: string) => `${name} would not fit into the memory that is free. It waits for you.`,
  engineLoading: (name: string) => `${name} is being loaded.`,
  engineReady: (name: string, tokens: string) => `${name} is in memory, with room for ${tokens} tokens.`,
  engineFailed: (name: string) => `${name} could not be loaded.`,

  addTitle: "Add a model",
  addSteps:
    "Put any .gguf file into this folder, or a link to one. It appears here by itself, while Facet is running too.",
  folder: "Models folder",
  copyFolder: "Copy folder path",
  openFolder: "Open folder",
};
