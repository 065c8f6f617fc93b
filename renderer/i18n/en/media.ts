import type { DecodeTroubleWords } from "../media-words.ts";

const count = (value: number, one: string, many: string) =>
  `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
const megabytes = (bytes: unknown) => `${Math.round(Number(bytes) / 1e6).toLocaleString("en")} MB`;
const minutes = (ms: unknown) => count(Math.round(Number(ms) / 60_000), "minute", "minutes");

export const media = {
  /** Beside the message box. */
  attach: "Attach files",
  attachments: "Attachments",
  dropTitle: "Drop to attach",
  dropDetail: "Pictures, PDFs, sounds, films and text files. They stay on this computer.",
  tooMany: (most: number, left: number) => ({
    title: `A message takes ${most} attachments`,
    detail: `${count(left, "file was", "files were")} left out.`,
  }),

  preparing: (name: string) => `Preparing ${name}`,
  stillPreparing: "The message can be sent when its attachments are ready.",
  ready: (name: string) => `${name} is ready`,
  remove: (name: string) => `Remove ${name}`,
  retry: (name: string) => `Try again: ${name}`,
  optionsOf: (name: string) => `Options for ${name}`,
  moveEarlier: "Move earlier",
  moveLater: "Move later",
  movedTo: (name: string, place: number, all: number) => `${name} is now ${place} of ${all}`,
  needsAttention: "Remove what can’t be attached, or try it again, before you send.",
  needsRemoval: "Remove what can’t be attached before you send.",

  tokens: (value: string, isOne: boolean) => `${value} ${isOne ? "token" : "tokens"}`,
  aboutTokens: (value: string) => `about ${value} tokens`,
  total: (tokens: string) => `Attachments: ${tokens} tokens`,
  totalOf: (tokens: string, size: string) => `Attachments: ${tokens} of ${size} tokens of context`,
  /** The first sentence, and those that fit what is attached. */
  tooMuch: {
    what: "More than the model can keep in mind.",
    pictures: "Choose less detail for pictures, or send fewer at once.",
    recordings: "Send a shorter part of a sound or film.",
    texts: "Attach a shorter part of the text.",
    context: "A longer context length, in the chat options, makes room too.",
  },

  /** How closely the model looks at a picture. */
  detail: "Detail",
  budgets: {
    auto: "Auto",
    70: "Quick",
    140: "Light",
    280: "Normal",
    560: "Detailed",
    1120: "Document",
  },
  budgetHints: {
    auto: "As much as the picture needs",
    70: "What it is, roughly",
    140: "Simple scenes",
    280: "Photos",
    560: "Screenshots, larger text",
    1120: "Small print, receipts, pages",
  },
  budgetTokens: (value: string) => `up to ${value} tokens`,

  pages: {
    title: "Which pages?",
    scope: (name: string, pages: number) => `${name} has ${pages} pages. Each becomes a picture.`,
    choose: "Choose pages",
    chosen: (value: number) => count(value, "page chosen", "pages chosen"),
    page: (value: number) => `Page ${value}`,
    all: "All",
    none: "None",
    attach: (value: number) => `Attach ${count(value, "page", "pages")}`,
    most: (value: number) => `${value} pages at most fit in this message.`,
  },
  pageName: (name: string, page: number) => `${name}, page ${page}`,
  waitingForPages: (pages: number) => `${pages} pages`,

  voice: {
    record: "Record voice note",
    title: "Voice note",
    /** Where the chosen model can't hear it. */
    anyway: "Record anyway",
    anywayHint: "A note that you record anyway can be sent once a model that hears is chosen.",
    starting: "Waiting for the microphone…",
    recording: "Recording",
    level: "Loudness",
    mark: "After 30 seconds the note goes to the model in several parts.",
    longest: "Recording ended: a note is 10 minutes at most.",
    stop: "Stop",
    again: "Record again",
    attach: "Attach",
    choose: "Choose a recording",
    play: "Listen to the note",
    name: (date: string) => `Voice note ${date}.wav`,
    noneTitle: "No microphone here",
    insecure:
      "This page came over plain HTTP from another computer, and browsers give such pages no microphone. Open Facet on the computer it runs on, or record the note with another program and attach the file.",
    refused:
      "The browser did not allow the microphone. Allow it for this page in the browser’s address bar, or in the system’s privacy settings, then try again.",
    missing: "No microphone was found. Connect one, then try again.",
    busy: "The microphone could not be opened. Another program may be using it. Close it, then try again.",
    retry: "Try again",
  },

  /** In messages. */
  attached: "Attached",
  openImage: (name: string) => `Open ${name}`,
  lightbox: "Picture",
  previous: "Previous",
  next: "Next",
  position: (at: number, all: number) => `${at} of ${all}`,
  zoomIn: "Actual size",
  zoomOut: "Fit to window",
  gone: "This file is no longer here",
  audio: (name: string) => `Sound ${name}`,
  video: (name: string) => `Film ${name}`,
  play: "Play",
  pause: "Pause",
  seek: "Position",
  playFailed: "This browser can’t play it. The model hears it all the same.",
  stills: "What the model sees",
  stillAt: (time: string) => `Frame at ${time}`,
  textFile: (name: string) => `Text ${name}`,
  showText: "Show text",
  hideText: "Hide text",

  /** The chosen model lacks the sense for it. */
  cannotSee: (model: string) => `${model} can’t see pictures.`,
  cannotHear: (model: string) => `${model} can’t hear sound.`,
  cannotHearFilm: (model: string) => `${model} sees the film but can’t hear its sound.`,
  /** What to do about it. */
  able: {
    label: "Models that can take it",
    use: (model: string) => `Use ${model}`,
    open: "Open Models",
    none: "No model on this computer can.",
    missingProjector: (model: string) =>
      `${model} needs its second file, the projector (mmproj), to see or hear.`,
  },

  troubles: {
    empty: { title: "Nothing in it", detail: () => "The file is empty." },
    broken: {
      title: "Can’t be read",
      detail: () => "The file is damaged or was cut off. Copy or export it again.",
    },
    encrypted: {
      title: "Locked with a password",
      detail: () => "Save a copy without a password, and attach that.",
    },
    unknown: {
      title: "Not a kind Facet can give to a model",
      detail: () => "Attach a picture, a PDF, a sound, a film or a text file.",
    },
    "no-decoder": {
      title: "Written in a way that can’t be read here",
      detail: (data) =>
        `There is no decoder for it (${String(data.codec ?? "?")}). Save it as ${
          data.of === "film" ? "MP4 with H.264" : "MP3 or WAV"
        }, and attach that.`,
    },
    insecure: {
      title: "Can’t be read over this connection",
      detail: () =>
        "Over plain HTTP from another computer, browsers open no films. Open Facet on the computer it runs on.",
    },
    "too-large": {
      title: "Too large",
      detail: (data) =>
        data.limitMegapixels !== undefined
          ? `More than ${String(data.limitMegapixels)} megapixels. Save it smaller, and attach that.`
          : data.limitCharacters !== undefined
            ? `More than ${Number(data.limitCharacters).toLocaleString("en")} characters. Attach a part of it.`
            : `More than ${megabytes(data.limitBytes)}. Save it smaller, and attach that.`,
    },
    "too-long": {
      title: "Too long",
      detail: (data) =>
        `Longer than ${minutes(data.limitMs)}. Cut out the part that matters, and attach that.`,
    },
    "nothing-in-it": {
      title: "Nothing to see or hear in it",
      detail: () => "The file holds no picture and no sound.",
    },
    "decoder-failed": {
      title: "Reading it failed",
      detail: () => "Try again; if it happens once more, the file may be damaged.",
    },
  } satisfies DecodeTroubleWords,
};
