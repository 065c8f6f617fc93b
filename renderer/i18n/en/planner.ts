import type { MediaCapabilities } from "../../../shared/media/media-capabilities.ts";

export const planner = {
  /** `disk` is null if unknown. */
  hardware: (memory: string, graphics: string, disk: string | null) =>
    `This computer: ${memory} of memory, ${graphics}${disk === null ? "" : `, ${disk} of free disk space`}.`,
  noGpu: "no supported GPU",
  gpu: (memory: string) => `a GPU with ${memory}`,
  unifiedGpu: "shared with the GPU",
  hardwareDetails: "Details",
  hardwareNames: {
    processor: "Processor",
    cores: "Cores in use",
    memory: "Memory",
    memoryFree: "Free memory",
    memorySpeed: "Memory bandwidth",
    gpu: "GPU",
    gpuMemory: "GPU memory",
    gpuFree: "Free GPU memory",
    disk: "Free disk space",
  },
  notMeasured: "not measured yet",
  perSecond: (bytes: string) => `${bytes} per second`,
  none: "none",

  recommended: "Recommended for this computer",
  reasons: {
    best: "The most capable Gemma 4 that runs well here.",
    roomy: "The most capable Gemma 4 that runs well here, with enough memory for a more precise file.",
    closest: "No Gemma 4 runs really well here. This one runs best.",
    smallest: "No Gemma 4 fits in the memory of this computer. This is the smallest one.",
  },
  /** The same when the page was opened to find a model for images or for audio. */
  soughtReasons: {
    sees: {
      best: "The most capable Gemma 4 that supports images and runs well here.",
      roomy:
        "The most capable Gemma 4 that supports images and runs well here, with enough memory for a more precise file.",
      closest: "No Gemma 4 that supports images runs really well here. This one runs best.",
      smallest:
        "No Gemma 4 that supports images fits in the memory of this computer. This is the smallest one.",
    },
    hears: {
      best: "The most capable Gemma 4 that supports audio and runs well here.",
      roomy:
        "The most capable Gemma 4 that supports audio and runs well here, with enough memory for a more precise file.",
      closest: "No Gemma 4 that supports audio runs really well here. This one runs best.",
      smallest:
        "No Gemma 4 that supports audio fits in the memory of this computer. This is the smallest one.",
    },
  },

  /** Instead of a verdict and a recommendation until the speed of the computer is known. */
  measuring: "Measuring…",
  measuringDetail: "Facet is measuring how fast this computer is. That takes a few seconds.",
  verdicts: { well: "Runs well", slowly: "Runs slowly", "too-big": "Too large" },
  /** Arguments are formatted already: "6.1 GB". */
  verdictMemory: {
    fits: (needed: string, have: string) => `needs about ${needed} of your ${have}`,
    tight: (needed: string, have: string) =>
      `needs about ${needed} of your ${have}, which leaves little for other programs`,
    speed: (needed: string, have: string) => `needs about ${needed} of your ${have}`,
    memory: (needed: string, have: string) => `needs about ${needed}, you have ${have}`,
  },
  fast: (words: string) => `more than ${words} words a second`,
  speed: (words: string) => `about ${words} words a second`,

  aboutTime: (time: string) => `about ${time}`,
  page: (time: string) => `reads a page of text in ${time}`,
  photo: (time: string) => `looks at a photo in ${time}`,
  clip: (time: string) => `listens to 30\u00a0s of audio in ${time}`,
  forChat: "Chat",
  forMedia: ({ sees, hears }: MediaCapabilities): string =>
    sees && hears ? "Images and audio" : sees ? "Images" : "Audio",
  mediaLater: "The speed shows with the first one.",
  slowMedia: ({ sees, hears }: MediaCapabilities): string =>
    sees && hears ? "Slow with images and audio" : sees ? "Slow with images" : "Slow with audio",

  context: "Context length",
  contextHint:
    "How much of a chat the model takes into account. More needs more memory. In a longer chat, the oldest messages are left out.",
  contextWords: (tokens: string, words: string) => `${tokens} tokens, about ${words} words`,

  catalogTitle: "Gemma 4 in five sizes",
  uses: {
    E2B: "Laptops and quick questions",
    E4B: "Everyday questions on most computers",
    "12B": "Harder questions and longer texts",
    "26B-A4B": "Nearly the best answers, and fast for its size",
    "31B": "The best answers, but the slowest",
  },
  precisionOf: (name: string) => `Precision of ${name}`,
  bits: (bits: number) => `${bits}-bit`,
  trainedBits: (bits: number) => `${bits}-bit QAT`,
  withCode: (precision: string, code: string) => `${precision} (${code})`,
  precisions: {
    rough: "Smallest file, noticeably less precise",
    trained: "Small file, close to full precision",
    small: "Small file, slightly less precise",
    balanced: "Medium-sized file, nearly full precision",
    fine: "Large file, practically full precision",
    full: "Largest file, full precision; few users notice a difference",
  },
  disk: (size: string) => `${size} on disk`,
  diskMoreThan: (size: string) => `more than ${size} on disk`,
  diskUnknown: "size unknown until the list is refreshed",
  notListed: "This file is no longer available",
  notListedDetail: "Hugging Face no longer lists a file of this precision. Choose another precision.",
  wouldItRun: "Will it run here?",
  verdictUnknown: "It is not known whether this would run here.",

  refresh: "Refresh sizes and files",
  refreshHint: "Gets the current list from Hugging Face. No model is downloaded.",
  refreshing: "Refreshing…",
  refreshed: "Sizes and checksums match the current list on Hugging Face.",
  refreshedPartly: (unread: string, all: string) =>
    `${unread} of ${all} lists could not be read, and their previous data is kept. The others are up to date.`,
  refreshFailed:
    "Until then, Facet uses the list it already has. Every file is verified when it is downloaded.",

  compare: "Compare sizes",
  measure: "Benchmark",
  measures: {
    mmluPro: "Knowledge (MMLU Pro)",
    aime2026: "Mathematics (AIME 2026)",
    liveCodeBench: "Programming (LiveCodeBench v6)",
    gpqaDiamond: "Science (GPQA Diamond)",
    mmmlu: "Many languages (MMMLU)",
    mmmuPro: "Understanding images (MMMU Pro)",
    fleurs: "Speech recognition errors, lower is better (FLEURS)",
  },
  compareNote: "Reported by Google, for full precision. A dash: not tested, or no audio support.",

  settingsOf: (name: string) => `Settings of ${name}`,
  settings: "Settings",
  automatic: "Automatic",
  contextSetting: "Context length",
  contextChoice: (tokens: string) => `${tokens} tokens`,
  cache: "KV cache type",
  cacheHint:
    "How precisely the chat is held in memory. Q8_0 needs half the memory; few users notice a difference.",
  caches: { f16: "F16", q8_0: "Q8_0" },
  gpuLayers: "GPU layers",
  gpuLayersHint: "How many layers of the model run on the graphics card. Empty: as many as fit. 0: none.",
  threads: "Threads",
  threadsHint: "How many processor cores the model uses. Empty: the fastest number.",
  wholeNumber: (least: string, most: string) => `A whole number from ${least} to ${most}`,
  appliesNext: "Applies the next time the model is loaded.",
  loadAgain: "Reload now",
  unload: "Unload",
  unloadLabel: (name: string) => `Unload ${name}`,
  idle: "Unload an unused model",
  idleNever: "Never",
  idleAfter: (minutes: number) => (minutes < 60 ? `After ${minutes} minutes` : "After an hour"),

  notEnoughMemory: (name: string) => `Not enough free memory for ${name}`,
  notEnoughMemoryDetail: (needed: string, free: string) =>
    `It needs about ${needed}, and ${free} are free now. It can be loaded anyway: parts of it are then read from the disk again and again, which is slow but works. Closing other programs helps.`,
  wouldFit: "These options would fit:",
  nothingFits: "No setting makes this model fit. Choose a smaller model.",
  alternatives: {
    "shorter-context": (tokens: string) => `Set the context length to ${tokens} tokens`,
    "small-cache": "Set the KV cache type to Q8_0",
    "small-cache-and-context": (tokens: string) =>
      `Set the KV cache type to Q8_0 and the context length to ${tokens} tokens`,
    "fewer-gpu-layers": (layers: number) => `Set GPU layers to ${layers}`,
  },
  useInstead: (name: string) => `Use ${name} instead`,
  loadAnyway: "Load anyway",
};
