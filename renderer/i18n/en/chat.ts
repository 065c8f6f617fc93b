import type { MediumInProgress } from "../../../shared/inference/generation.ts";

export const chat = {
  you: "You",
  assistant: "Assistant",
  messages: "Messages",

  /** The message box and what stands beside it. */
  message: "Message",
  placeholder: "Write a message",
  send: "Send",
  stop: "Stop",
  thinking: "Thinking",
  thinkingHint: "Lets the model think before it answers: slower, often better",
  chatOptions: "Chat options",
  chatOptionsWithPrompt: "Chat options (system prompt set)",
  toTheEnd: "To the end",
  notSent: "Not sent",

  /** What a reply waits for. */
  queuedFirst: "Next in line",
  queued: (ahead: number) => (ahead === 1 ? "1 reply ahead" : `${ahead} replies ahead`),
  loadingModel: (name: string) => `Loading ${name}`,
  reading: "Reading",
  takingIn: ({ kind, place, of }: MediumInProgress) => {
    const doing = kind === "image" ? "Looking" : "Listening";
    return of === 1 ? doing : `${doing} (${place} of ${of})`;
  },
  readingAgain: "Making room: reading the chat again",
  starting: "Starting",

  /** The reasoning panel; its name always begins with the first word. */
  reasoning: "Reasoning",
  reasoningFor: (duration: string) => `Reasoning · ${duration}`,

  /** Actions under a message. */
  copyMessage: "Copy",
  edit: "Edit",
  keepInContext: "Keep in context",
  regenerate: "Regenerate",
  retry: "Retry",
  goOn: "Continue",
  sendEdit: "Send",
  /** Not "message": that is the name of the message box. */
  editText: "Edit text",
  editHint: "Sending begins a new version; the earlier one stays.",
  version: (position: number, count: number) => `Version ${position} of ${count}`,
  versionShort: (position: number, count: number) => `${position}/${count}`,
  earlierVersion: "Earlier version",
  laterVersion: "Later version",
  showAll: "Show all",
  showLess: "Show less",

  /** Once, where older messages left the context. */
  leftContext: {
    title: (count: number) =>
      count === 1
        ? "The model no longer sees an earlier message"
        : `The model no longer sees ${count} earlier messages`,
    one: (words: string) => `The chat outgrew the context, so “${words}” was left out.`,
    range: (first: string, last: string) =>
      `The chat outgrew the context, so what was said from “${first}” to “${last}” was left out.`,
    detail:
      "Everything stays in the chat. To have the model see something whatever else leaves, choose “Keep in context” under your message.",
  },

  /** How a reply ended, as it is read out. */
  ended: {
    complete: "The reply is finished.",
    stopped: "The reply was stopped.",
    interrupted: "The reply was interrupted.",
    "max-tokens": "The reply reached the set length.",
    "context-full": "The reply ended: the context is full.",
    "ended-in-thought": "The reply ended while the model was still thinking.",
  },
  /** The same under the reply. */
  incomplete: {
    stopped: "Stopped. What was written is kept.",
    interrupted: "Interrupted: Facet was closed while this was written. What was written is kept.",
    "max-tokens": "Cut off at the length set for this chat (Max tokens).",
    "context-full":
      "The context is full: even without earlier messages there is no more room for this reply. Set a longer context length, keep fewer messages in context, or begin a new chat.",
    "ended-in-thought": "The model stopped while it was still thinking, and gave no answer.",
  },
  /** The same when nothing had been written. */
  incompleteEmpty: {
    stopped: "Stopped before the reply began.",
    interrupted: "Interrupted: Facet was closed before the reply began.",
  },
  /** The model's process ended before the first word. */
  notStarted: "The model could not be started",
  notStartedDetail:
    "It stopped before it wrote anything. Your message is safe. Try again; if it happens once more, choose another model.",
  emptyReply: "The model answered with nothing.",

  /** Numbers under a reply. */
  stats: {
    firstToken: (duration: string) => `${duration} to first token`,
    speed: (perSecond: string) => `${perSecond} tokens/s`,
    tokens: (count: string, isOne: boolean) => `${count} ${isOne ? "token" : "tokens"}`,
    context: (percent: string) => `${percent} of context`,
    details: (used: string, size: string, prompt: string, reused: string, model: string) =>
      `Context: ${used} of ${size} tokens · read ${prompt} tokens, ${reused} of them still in mind${
        model === "" ? "" : ` · written by ${model}`
      }`,
  },

  /** When the chat's model is not on this computer any more. */
  modelGone: (name: string) => `${name} is not on this computer any more`,
  modelGoneDetail: "The chat is safe. Put the file back, or go on with another model.",
  useInstead: (name: string) => `Use ${name}`,
  chooseModel: "Choose a model",

  openFailed: "This chat could not be opened",

  /** The first thing a person sees. */
  start: {
    title: "What is on your mind?",
    what: "Facet runs Gemma on this computer. Nothing you write leaves it.",
    model: (name: string) => `You are talking to ${name}.`,
    demo: "This is the small demo model: it shows how Facet works and knows nothing.",
    getModel: "Get a real model",
    try: "Things to try",
    receipt: "Read a receipt",
    receiptDetail: "From its text. From a photo with a model that sees.",
    receiptPhotoDetail: "From a photo, a scan or a PDF of it.",
    receiptPrompt:
      "Read this receipt. List each item with its price in a table, then check the total.\n\nCORNER MARKET\nMilk 1 l          1.29\nRye bread         3.49\nApples 1.2 kg     2.98\nDark chocolate    2.19\nTOTAL             9.95",
    voice: "Transcribe a voice note",
    voiceDetail: "Speak, or choose a recording you have.",
    voiceNeedsModel: "With a model that hears: choose one here.",
    anything: "Ask anything",
    anythingDetail: "For example, why the sky is blue.",
    anythingPrompt: "Why is the sky blue, and why are sunsets red? Explain it with one small table.",
  },

  /** The settings of one chat. */
  panel: {
    title: "Chat options",
    scope: "For this chat only. A change counts from the next message on.",
    systemPrompt: "System prompt",
    systemPromptHint: "Told to the model before the first message: who it is, how it should answer.",
    temperature: "Temperature",
    temperatureHint: "Lower is more predictable, higher more varied. 0 always takes the likeliest word.",
    topP: "Top-p",
    topPHint: "Only the likeliest words that together reach this share are considered.",
    topK: "Top-k",
    topKHint: "Only this many of the likeliest words are considered; 0 means no limit.",
    seed: "Seed",
    seedHint: "The same number gives the same answer again. Empty: another one each time.",
    maxTokens: "Max tokens",
    maxTokensHint:
      "Longest reply, thinking included; a token is about three quarters of a word. Empty: no limit.",
    contextLength: "Context length",
    contextLengthHint:
      "How many tokens of the chat the model keeps in mind. More needs more memory. Empty: chosen for this computer.",
    random: "Random",
    noLimit: "No limit",
    automatic: "Automatic",
    range: (min: string, max: string) => `A number from ${min} to ${max}`,
    wholeRange: (min: string, max: string) => `A whole number from ${min} to ${max}`,
    reset: "Reset the numbers",
    done: "Done",
  },

  markdown: {
    copyCode: "Copy code",
    code: (language: string) => (language === "" ? "Code" : `${language} code`),
    table: "Table",
    image: "Picture",
    taskDone: "Done",
    taskOpen: "To do",
    tooLong: "This text is very long, so it is shown without formatting.",
  },
};
