export const planner = {
  /** Disk is null where it is not known. */
  hardware: (memory: string, graphics: string, disk: string | null) =>
    `This computer: ${memory} of memory, ${graphics}${disk === null ? "" : `, ${disk} free on the disk`}.`,
  noGpu: "no graphics card that Facet can use",
  gpu: (memory: string) => `a graphics card with ${memory}`,
  unifiedGpu: "shared with its graphics",
  hardwareDetails: "Details",
  hardwareNames: {
    processor: "Processor",
    cores: "Cores in use",
    memory: "Memory",
    memoryFree: "Memory free now",
    memorySpeed: "Memory speed",
    gpu: "Graphics",
    gpuMemory: "Graphics memory",
    gpuFree: "Graphics memory free",
    disk: "Free on the disk",
  },
  notMeasured: "not measured yet",
  perSecond: (bytes: string) => `${bytes} a second`,
  none: "none",

  recommended: "Recommended for this computer",
  reasons: {
    best: "The most capable Gemma 4 that runs well here.",
    roomy: "The most capable Gemma 4 that runs well here, with room for its more precise file.",
    smallest: "None runs really well here. This is the smallest one.",
  },
  /** The same where the person came for one that can see, or hear. */
  soughtReasons: {
    sees: {
      best: "The most capable Gemma 4 that sees and runs well here.",
      roomy: "The most capable Gemma 4 that sees and runs well here, with room for its more precise file.",
      smallest: "None that sees runs really well here. This is the smallest one that does.",
    },
    hears: {
      best: "The most capable Gemma 4 that hears and runs well here.",
      roomy: "The most capable Gemma 4 that hears and runs well here, with room for its more precise file.",
      smallest: "None that hears runs really well here. This is the smallest one that does.",
    },
  },

  verdicts: { well: "Runs well", slowly: "Runs, slowly", "too-big": "Too big" },
  /** Sizes come formatted: "6.1 GB". */
  verdictMemory: {
    fits: (needed: string, have: string) => `needs about ${needed} of your ${have}`,
    tight: (needed: string, have: string) =>
      `needs about ${needed} of your ${have}, which leaves little for other programs`,
    speed: (needed: string, have: string) => `needs about ${needed} of your ${have}`,
    memory: (needed: string, have: string) => `needs about ${needed}, you have ${have}`,
  },
  fast: (words: string) => `more than ${words} words a second`,
  speed: (words: string) => `about ${words} words a second`,

  context: "How much of a chat it keeps in mind",
  contextHint: "More takes more memory. Longer chats still work: the oldest messages leave.",
  contextWords: (tokens: string, words: string) => `${tokens} tokens, about ${words} words`,

  catalogTitle: "Gemma 4 in five sizes",
  uses: {
    E2B: "Laptops and quick questions",
    E4B: "Everyday questions on most computers",
    "12B": "Harder questions and longer texts",
    "26B-A4B": "Nearly the best, and quick for its size",
    "31B": "The best answers, and the slowest",
  },
  precisionOf: (name: string) => `Precision of ${name}`,
  bits: (bits: number) => `${bits}-bit`,
  trainedBits: (bits: number) => `${bits}-bit, trained for it`,
  withCode: (precision: string, code: string) => `${precision} (${code})`,
  precisions: {
    rough: "Smallest file, noticeably less precise",
    trained: "Small file, close to full precision",
    small: "Small file, slightly less precise",
    balanced: "Medium-sized file, nearly full precision",
    fine: "Large file, practically full precision",
    full: "Largest file, full precision, no better to most eyes",
  },
  disk: (size: string) => `${size} on the disk`,
  diskMoreThan: (size: string) => `more than ${size} on the disk`,
  diskUnknown: "size not known until it is looked up online",
  notListed: "This file is not there any more",
  notListedDetail: "The hub lists no file of this precision now. Another precision may do as well.",
  wouldItRun: "Would it run here?",
  verdictUnknown: "Whether it would run here can’t be told.",

  refresh: "Look up sizes and files again",
  refreshHint: "Asks Hugging Face what it lists now. Nothing is downloaded.",
  refreshing: "Asking…",
  refreshed: "Sizes and checksums are what Hugging Face lists now.",
  refreshedPartly: (unread: string, all: string) =>
    `${unread} of ${all} lists could not be read; what was known of them stays. The others are as Hugging Face has them now.`,
  refreshFailed:
    "Until then the list that Facet has serves as well: each file is checked when it is downloaded.",

  compare: "Compare the sizes",
  measure: "Test",
  measures: {
    mmluPro: "Knowledge (MMLU Pro)",
    aime2026: "Mathematics (AIME 2026)",
    liveCodeBench: "Programming (LiveCodeBench v6)",
    gpqaDiamond: "Science (GPQA Diamond)",
    mmmlu: "Many languages (MMMLU)",
    mmmuPro: "Understanding images (MMMU Pro)",
    fleurs: "Errors in speech, less is better (FLEURS)",
  },
  compareNote: "As Google reports them, for full precision. A dash: not tested, or it does not hear.",

  settingsOf: (name: string) => `Settings of ${name}`,
  settings: "Settings",
  automatic: "Automatic",
  contextSetting: "Kept in mind of a chat",
  contextChoice: (tokens: string) => `${tokens} tokens`,
  cache: "Precision of what is kept in mind",
  cacheHint: "Half takes half the memory; few notice a difference.",
  caches: { f16: "Full", q8_0: "Half" },
  gpuLayers: "Layers on the graphics card",
  gpuLayersHint: "Empty: as many as fit. 0: none.",
  threads: "Processor cores",
  threadsHint: "Empty: as many as make it fastest.",
  wholeNumber: (least: string, most: string) => `A whole number from ${least} to ${most}`,
  appliesNext: "Counts from the next time the model is loaded.",
  loadAgain: "Load again now",
  unload: "Take out of memory",
  unloadLabel: (name: string) => `Take ${name} out of memory`,
  idle: "When a model is not used, take it out of memory",
  idleNever: "Never",
  idleAfter: (minutes: number) => (minutes < 60 ? `After ${minutes} minutes` : "After an hour"),

  tooFull: (name: string) => `Not enough free memory for ${name}`,
  tooFullDetail: (needed: string, free: string) =>
    `It needs about ${needed}, and ${free} are free now. It can be loaded anyway: parts of it are then read from the disk again and again, which is slow but works. Closing other programs helps.`,
  wouldFit: "This would fit:",
  nothingFits: "No setting makes this file fit. A smaller model would.",
  alternatives: {
    "shorter-context": (tokens: string) => `Keep less of a chat in mind: ${tokens} tokens`,
    "small-cache": "Keep it in mind with half the precision",
    "small-cache-and-context": (tokens: string) => `Half the precision, and ${tokens} tokens`,
    "fewer-gpu-layers": (layers: number) => `Put ${layers} layers on the graphics card`,
  },
  useInstead: (name: string) => `Use ${name} instead`,
  loadAnyway: "Load anyway",
};
