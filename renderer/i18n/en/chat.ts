import type { MediumInProgress } from "../../../shared/inference/generation.ts";

export const chat = {
  you: "You",
  assistant: "Assistant",
  messages: "Messages",

  /** The message box and the controls next to it. */
  message: "Message",
  placeholder: "Write a message",
  send: "Send",
  stop: "Stop",
  thinking: "Thinking",
  thinkingHint: "The model thinks before it answers: slower, often better",
  thinkingOfTask: (task: string) => `“${task}” decides whether the model thinks`,
  chatOptions: "Chat options",
  chatOptionsWithPrompt: "Chat options (system prompt set)",
  scrollToBottom: "Scroll to bottom",
  notSent: "Not sent",

  /** Shown in a reply before its first token. */
  queuedFirst: "Next in queue",
  queued: (ahead: number) => (ahead === 1 ? "1 reply ahead" : `${ahead} replies ahead`),
  loadingModel: (name: string) => `Loading ${name}`,
  processingPrompt: "Processing prompt",
  processingMedia: ({ kind, place, of }: MediumInProgress) => {
    const doing = kind === "image" ? "Processing image" : "Processing audio";
    return of === 1 ? doing : `${doing} (${place} of ${of})`;
  },
  processingAgain: "Making room in the context: processing the chat again",
  starting: "Starting",
  awaitingApproval: "Waiting for your decision",

  /** The reasoning panel. Its accessible name always begins with `reasoning`. */
  reasoning: "Reasoning",
  reasoningFor: (duration: string) => `Reasoning · ${duration}`,

  /** Actions under a message. */
  copyMessage: "Copy",
  edit: "Edit",
  keepInContext: "Keep in context",
  regenerate: "Regenerate",
  retry: "Retry",
  continueReply: "Continue",
  messageMenu: {
    save: "Save",
    title: "More actions",
    editReply: "Edit reply",
    editHint: "The model continues from the edited text.",
    edited: "Reply changed",
    fork: "Fork chat from here",
    delete: "Delete message",
    deleteBranch: "Delete this and everything after it",
    deleted: (count: number) => (count === 1 ? "Message deleted" : `${count} messages deleted`),
  },
  sendEdit: "Send",
  /** Differs from `message`, which is the name of the message box. */
  editText: "Edit text",
  editHint: "Sending creates a new version; the earlier one is kept.",
  version: (position: number, count: number) => `Version ${position} of ${count}`,
  versionShort: (position: number, count: number) => `${position}/${count}`,
  earlierVersion: "Earlier version",
  laterVersion: "Later version",
  showAll: "Show all",
  showLess: "Show less",

  /** Shown once, at the point where older messages were dropped from the context. */
  leftContext: {
    title: (count: number) =>
      count === 1
        ? "The model no longer sees an earlier message"
        : `The model no longer sees ${count} earlier messages`,
    one: (words: string) => `The chat no longer fits in the context, so “${words}” was left out.`,
    range: (first: string, last: string) =>
      `The chat no longer fits in the context, so the messages from “${first}” to “${last}” were left out.`,
    detail:
      "All messages are still in the chat. To make sure that the model always sees a message, choose “Keep in context” below it.",
  },

  /** Announced to screen readers when a reply ends. */
  ended: {
    complete: "The reply is finished.",
    stopped: "The reply was stopped.",
    interrupted: "The reply was interrupted.",
    "max-tokens": "The reply reached its maximum length.",
    "context-full": "The reply ended: the context is full.",
    "ended-in-reasoning": "The reply ended while the model was still thinking.",
  },
  /** The same, shown below the reply. */
  incomplete: {
    stopped: "Stopped. The text so far is kept.",
    interrupted: "Interrupted: Facet was closed while this reply was being written. The text so far is kept.",
    "max-tokens": "Cut off at the limit set for this chat (Max tokens).",
    "context-full":
      "The context is full: even without the earlier messages, there is no room left for this reply. Set a longer context length, keep fewer messages in context, or start a new chat.",
    "ended-in-reasoning": "The model stopped while it was still thinking, and gave no answer.",
  },
  /** The same for replies without any text. */
  incompleteEmpty: {
    stopped: "Stopped before the reply began.",
    interrupted: "Interrupted: Facet was closed before the reply began.",
  },
  /** The engine process ended before the first token. */
  notStarted: "The model could not be started",
  notStartedDetail:
    "It stopped before it wrote anything. Your message is safe. Try again; if it happens again, choose another model.",
  emptyReply: "The model returned an empty answer.",

  /** Statistics below a reply. */
  stats: {
    firstToken: (duration: string) => `${duration} to first token`,
    speed: (perSecond: string) => `${perSecond} tokens/s`,
    tokens: (count: string, isOne: boolean) => `${count} ${isOne ? "token" : "tokens"}`,
    context: (percent: string) => `${percent} of context`,
    details: (used: string, size: string, prompt: string, reused: string, model: string) =>
      `Context: ${used} of ${size} tokens · ${prompt} prompt tokens, ${reused} cached${
        model === "" ? "" : ` · ${model}`
      }`,
  },

  /** The chat's model was removed from this computer. */
  modelGone: (name: string) => `${name} is no longer on this computer`,
  modelGoneDetail: "The chat is safe. Put the file back, or continue with another model.",
  useInstead: (name: string) => `Use ${name}`,
  chooseModel: "Choose a model",

  openFailed: "This chat could not be opened",

  /** The start screen of an empty chat. */
  start: {
    title: "What is on your mind?",
    what: "Facet runs Gemma on this computer. Nothing you write leaves it.",
    model: (name: string) => `You are chatting with ${name}.`,
    getModel: "Get a model",
    try: "Things to try",
    receipt: "Read a receipt",
    receiptDetail: "From its text. Photos need a vision model.",
    receiptPhotoDetail: "From a photo, a scan or a PDF.",
    receiptPrompt:
      "Read this receipt. List each item with its price in a table, then check the total.\n\nCORNER MARKET\nMilk 1 l          1.29\nRye bread         3.49\nApples 1.2 kg     2.98\nDark chocolate    2.19\nTOTAL             9.95",
    voice: "Transcribe a voice note",
    voiceDetail: "Record one, or choose an audio file.",
    voiceNeedsModel: "Needs a model for audio. Choose one here.",
    anything: "Ask anything",
    anythingDetail: "For example, why the sky is blue.",
    anythingPrompt: "Why is the sky blue, and why are sunsets red? Explain it with one small table.",
  },

  /** The settings of one chat. */
  panel: {
    title: "Chat options",
    scope: "For this chat only. Changes apply from the next message.",
    systemPrompt: "System prompt",
    systemPromptHint:
      "Instructions given to the model before the first message, such as its role and how to answer.",
    temperature: "Temperature",
    temperatureHint: "Lower is more predictable, higher is more varied. 0 always picks the most likely word.",
    topP: "Top P",
    topPHint: "Only the most likely words whose probabilities add up to this value are considered.",
    topK: "Top K",
    topKHint: "Only this many of the most likely words are considered. 0: no limit.",
    advanced: "Advanced sampling",
    minP: "Min P",
    minPHint: "Excludes words that are less likely than this share of the most likely one. 0: off.",
    repeatPenalty: "Repeat penalty",
    repeatPenaltyHint: "Above 1, recent words become less likely. 1: off, as recommended for Gemma.",
    presencePenalty: "Presence penalty",
    presencePenaltyHint: "Above 0, words that were used recently become less likely. 0: off.",
    frequencyPenalty: "Frequency penalty",
    frequencyPenaltyHint: "Above 0, words become less likely the more often they were used recently. 0: off.",
    stopStrings: "Stop strings",
    stopStringsHint:
      "The reply ends before any of these. One per line; \\n stands for a line break. Up to 16.",
    seed: "Seed",
    seedHint: "The same seed gives the same answer again. Empty: a different answer each time.",
    maxTokens: "Max tokens",
    maxTokensHint:
      "Maximum length of a reply, including thinking. A token is about three quarters of a word. Empty: no limit.",
    contextLength: "Context length",
    contextLengthHint:
      "How much of the chat the model takes into account, in tokens. More needs more memory. Empty: chosen for this computer.",
    random: "Random",
    noLimit: "No limit",
    automatic: "Automatic",
    range: (min: string, max: string) => `A number from ${min} to ${max}`,
    wholeRange: (min: string, max: string) => `A whole number from ${min} to ${max}`,
    staysAt: (rule: string, value: string) => `${rule}. Until then it stays at ${value}.`,
    reset: "Reset numbers to defaults",
    done: "Done",
    thinkingBudget: "Thinking budget",
    thinkingBudgetHint:
      "How much the model may think before it answers: about 400 words (Short), 1,500 (Medium) or 6,000 (Long). Then it answers with what it has. No effect while Thinking is off.",
    thinkingBudgets: { short: "Short", medium: "Medium", long: "Long", unlimited: "No limit" },
  },

  /** The page ended while it drew this chat. */
  plainChat: {
    title: "Shown without formatting",
    detail:
      "Facet stopped while it was drawing this chat. All messages are safe, and are shown here as they were written.",
    showFormatted: "Show with formatting",
  },

  /** Told before a message is sent. */
  longMessage: {
    title: "This message is too long for the context",
    detail: (tokens: string, size: string) =>
      `It has about ${tokens} tokens, and the context has ${size}. Shorten it, send it in parts, or set a longer context length in the chat options.`,
  },

  markdown: {
    copyCode: "Copy code",
    code: (language: string) => (language === "" ? "Code" : `${language} code`),
    table: "Table",
    image: "Image",
    taskDone: "Done",
    taskOpen: "To do",
    tooLong: "This text would take too long to format, so it is shown as it was written.",
    citation: (number: number, title: string) => `Source ${number}: ${title}`,
    source: "Text without formatting",
    formulaTooLarge: "(too large to draw)",
  },

  /** A reply that gave way to a more urgent one. */
  paused: "Waiting: another message is answered first",
  /** After a tool call in the middle of a reply. */
  processingResult: "Processing the result",
  /** The statistics of a reply whose token counts are estimates, or whose context size is not known. */
  estimates: {
    tokens: (count: string, isOne: boolean) => `about ${count} ${isOne ? "token" : "tokens"}`,
    context: (percent: string) => `about ${percent} of context`,
    details: (used: string, size: string, prompt: string, model: string) =>
      `Context: about ${used} of ${size} tokens · about ${prompt} prompt tokens${model === "" ? "" : ` · ${model}`}`,
    detailsWithoutSize: (used: string, prompt: string, model: string) =>
      `Context: about ${used} tokens, of a size that the server does not report · about ${prompt} prompt tokens${
        model === "" ? "" : ` · ${model}`
      }`,
  },
};
