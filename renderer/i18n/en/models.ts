import type { MediaCapabilities } from "../../../shared/media/media-capabilities.ts";

function inputs({ sees, hears }: MediaCapabilities): string {
  if (sees && hears) return "text, images and audio";
  if (sees) return "text and images, no audio";
  return hears ? "text and audio, no images" : "text only";
}

export const models = {
  /** Shown to other devices. */
  sourcesElsewhere:
    "Folders of models, servers and the access to Hugging Face can only be changed on the computer that runs Facet.",
  /** The accessible name of the model picker. */
  pickerLabel: (name: string) => `Model: ${name}`,
  menuLabel: "Choose a model",
  manage: "All models…",
  noneChosen: "Choose a model",

  demo: "Demo",
  demoDetail:
    "Included with Facet for trying it out. It gives one prepared answer, and reads and hears only its samples: a receipt and telephone keys.",
  incomplete: "Still being copied",
  unreadable: "Can’t be read",
  missing: "Not on this computer",
  loadFailed: "Could not be loaded",
  stopped: "Stopped working",
  /** Arguments are formatted already: "128K". */
  contextLength: (tokens: string) => `${tokens} context`,

  /** Bits per weight, and the name of the quantization: "4-bit (Q4_0)". */
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
  loaded: "Loaded",
  useInChat: "Use this model",
  contextWords: (tokens: string, words: string) => `${tokens} tokens, about ${words} words`,
  /** The supported types of input. */
  takes: (capabilities: MediaCapabilities): string => `input: ${inputs(capabilities)}`,
  inputs,
  facts: {
    size: "Size",
    precision: "Precision",
    context: "Context length",
    input: "Input",
    file: "File",
    projector: "Projector",
    origin: "Origin",
  },

  drafter: {
    heading: "Drafter",
    /** Whether it is downloaded with a model. */
    fetch: "With its drafter",
    fetchOfSize: (size: string) => `With its drafter (${size})`,
    hint: "A small model that drafts what the large one then checks. Replies are the same, and come faster.",
    use: (size: string) => `Use its drafter (${size})`,
    missing: "A small model could draft what this one then checks. Replies are the same, and come faster.",
    missingOfSize: (size: string) =>
      `A small model of ${size} could draft what this one then checks. Replies are the same, and come faster.`,
    /** What is downloaded. */
    nameOf: (model: string) => `Drafter for ${model}`,
    states: {
      off: "It is not used.",
      waiting: "It is used the next time the model is loaded, if both fit into free memory.",
      leftOut: "It is not in use: it does not fit into free memory beside the model.",
      on: "It is in use. How much it helps shows after the first replies.",
      measured: (accepted: string, speed: string) =>
        `It is in use: the model accepts ${accepted} of what it drafts, at ${speed} times the speed.`,
      "low-acceptance": (accepted: string) =>
        `It has switched itself off: the model accepts only ${accepted} of what it drafts. It tries again now and then.`,
      "slow-verification": (accepted: string) =>
        `It has switched itself off: the model accepts ${accepted} of what it drafts, but checking that takes this computer longer than it saves. It tries again now and then.`,
    },
  },

  tabsLabel: "Models",
  tabs: { installed: "Installed", get: "Get models", sources: "Sources" },
  closeDetails: "Close details",
  detailsLabel: "Details",
  skills: {
    label: "Abilities",
    sees: "Vision",
    hears: "Audio",
    thinks: "Thinking",
    callsTools: "Tools",
  },
  filterLabel: "Filter by name",
  show: "Show",
  filters: {
    all: "All models",
    sees: "With vision",
    hears: "With audio",
    thinks: "With thinking",
    callsTools: "With tools",
  },
  sort: "Sort by",
  orders: { name: "By name", smallest: "Smallest first", largest: "Largest first" },
  noneShown: "No model matches this filter.",
  /** Shown at the top when the page was opened to find a model for images or for audio. */
  sought: {
    sees: {
      title: "You need a model that supports images",
      none: "No model on this computer does yet. The recommended model does, as do the others that list images as input.",
      some: "These models on this computer do:",
      inUse: (name: string) => `${name} supports images and is in use.`,
    },
    hears: {
      title: "You need a model that supports audio",
      none: "No model on this computer does yet. The recommended model does, as do the others that list audio as input.",
      some: "These models on this computer do:",
      inUse: (name: string) => `${name} supports audio and is in use.`,
    },
  },
  otherArchitecture: (name: string) =>
    `Not a Gemma 4 model (${name}). It may work, but Facet is designed for Gemma 4.`,

  engineIdle: "No model is loaded. The one you chose is loaded when you send a message.",
  engineHeld: (name: string) => `${name} does not fit in the free memory. It is waiting for your decision.`,
  engineLoading: (name: string) => `${name} is being loaded.`,
  engineReady: (name: string, tokens: string) =>
    `${name} is loaded, with a context length of ${tokens} tokens.`,
  engineFailed: (name: string) => `${name} could not be loaded.`,

  addTitle: "Your models folder",
  addSteps:
    "Put any .gguf file, or a link to one, into this folder. It appears here automatically, even while Facet is running.",
  folder: "Models folder",
  copyFolder: "Copy folder path",
  openFolder: "Open folder",

  /** What the engine has loaded, in the details of the loaded model. */
  library: {
    variants: { metal: "Metal", cuda: "CUDA", vulkan: "Vulkan", cpu: "the processor" },
    runsOn: (variant: string) => `Runs on ${variant}.`,
    crashed: (variant: string) => `${variant} is left out because it crashed when it was loaded.`,
    unusable: (variant: string) => `${variant} can’t be used: it is not installed, or it failed a test.`,
    retry: "Try it again",
    retried: "It is tried again when Facet starts next.",
  },
};
