import type { UnsupportedKind } from "../../../shared/media/format-kinds.ts";
import { kindOf, type DecodeTroubleWords } from "../media-words.ts";

const count = (value: number, one: string, many: string) =>
  `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
const megabytes = (bytes: unknown) => `${Math.round(Number(bytes) / 1e6).toLocaleString("en")} MB`;
const minutes = (ms: unknown) => count(Math.round(Number(ms) / 60_000), "minute", "minutes");

const unsupportedAdvice: Readonly<Record<UnsupportedKind, string>> = {
  image: "Save the image as PNG or JPEG, then attach that file.",
  audio: "Save the recording as MP3 or WAV, then attach that file.",
  video: "Save it as MP4 with H.264, or only its audio as MP3 or WAV, then attach that file.",
  document: "Save it as DOCX, XLSX, PPTX or PDF, then attach that file.",
  archive: "Unpack it, then attach the files in it.",
  model: "It is a model: add it under Models.",
  program: "Attach a document, an image, a recording or a text file.",
};

export const media = {
  /** The controls next to the message box. */
  attach: "Attach files",
  attachments: "Attachments",
  dropTitle: "Drop to attach",
  dropDetail: "Images, documents, audio, video and text files. They stay on this computer.",
  tooMany: (most: number, left: number) => ({
    title: `A message can have up to ${most} attachments`,
    detail: `${count(left, "file was", "files were")} not attached.`,
  }),

  preparing: (name: string) => `Preparing ${name}`,
  ready: (name: string) => `${name} is ready`,
  remove: (name: string) => `Remove ${name}`,
  retry: (name: string) => `Try again: ${name}`,
  optionsOf: (name: string) => `Options for ${name}`,
  moveEarlier: "Move earlier",
  moveLater: "Move later",
  movedTo: (name: string, place: number, all: number) => `${name} is now ${place} of ${all}`,
  needsAttention: "Before you send, remove the files that can’t be attached, or try them again.",
  needsRemoval: "Before you send, remove the files that can’t be attached.",

  tokens: (value: string, isOne: boolean) => `${value} ${isOne ? "token" : "tokens"}`,
  aboutTokens: (value: string) => `about ${value} tokens`,
  total: (tokens: string) => `Attachments: ${tokens} tokens`,
  totalOf: (tokens: string, size: string) => `Attachments: ${tokens} of ${size} tokens of context`,
  /** `what` is followed by the advice that applies to the attached files. */
  tooMuch: {
    what: "The attachments do not fit in the context.",
    pictures: "Choose less detail for images, or send fewer at once.",
    recordings: "Send a shorter part of the audio or video.",
    texts: "Choose a part of the text.",
    context: "You can also set a longer context length in the chat options.",
  },

  /** How many tokens an image may take. */
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
    auto: "As much as the image needs",
    70: "A rough overview",
    140: "Simple scenes",
    280: "Photos",
    560: "Screenshots, larger text",
    1120: "Small print, receipts, pages",
  },
  budgetTokens: (value: string) => `up to ${value} tokens`,

  folder: {
    title: "Attach the files of a folder?",
    scope: (name: string, files: number) => `${name} contains ${count(files, "file", "files")}.`,
    most: (value: number) =>
      `This message has room for ${count(value, "file", "files")}; the first ones are attached.`,
    attach: (files: number) => `Attach ${count(files, "file", "files")}`,
    empty: (name: string) => `${name} contains no files`,
  },
  addModel: "Open Models",
  /** A part of a long text. */
  parts: {
    choose: "Choose a part",
    title: "Which part?",
    scope: (name: string, parts: string) =>
      `${name} has ${parts} parts: pages, sheets, chapters or sections.`,
    from: "From part",
    to: "To part",
    range: (min: string, max: string) => `A whole number from ${min} to ${max}`,
    asMuchAsFits: "As much as fits",
    tokensOf: (tokens: string, room: string) => `About ${tokens} tokens; about ${room} fit.`,
    attach: "Attach this part",
    name: (name: string, first: number, last: number, of: number) =>
      first === last ? `${name}, part ${first} of ${of}` : `${name}, parts ${first}–${last} of ${of}`,
  },
  pages: {
    asImages: "Attach pages as images…",
    title: "Which pages?",
    scope: (name: string, pages: number) => `${name} has ${pages} pages. Each is attached as an image.`,
    choose: "Choose pages",
    chosen: (value: number) => count(value, "page chosen", "pages chosen"),
    page: (value: number) => `Page ${value}`,
    all: "All",
    none: "None",
    attach: (value: number) => `Attach ${count(value, "page", "pages")}`,
    most: (value: number) => `This message has room for ${value} pages at most.`,
  },
  pageName: (name: string, page: number) => `${name}, page ${page}`,
  waitingForPages: (pages: number) => `${pages} pages`,

  voice: {
    record: "Record voice note",
    title: "Voice note",
    /** Offered if the chosen model does not support audio. */
    anyway: "Record anyway",
    anywayHint: "You can send the note once you choose a model that supports audio.",
    starting: "Waiting for the microphone…",
    recording: "Recording",
    level: "Input level",
    mark: "A note longer than 30 seconds is sent to the model in several parts.",
    longest: "The recording ended: a note can be at most 10 minutes long.",
    stop: "Stop",
    again: "Record again",
    attach: "Attach",
    choose: "Choose a recording",
    play: "Listen to the note",
    name: (date: string) => `Voice note ${date}.wav`,
    noneTitle: "Microphone not available",
    insecure:
      "This page was opened over plain HTTP from another computer, and browsers do not let such pages use the microphone. Open Facet on the computer it runs on, or record the note with another program and attach the file.",
    refused:
      "The browser did not allow the microphone. Allow it for this page in the browser’s address bar, or in the system’s privacy settings, then try again.",
    missing: "No microphone was found. Connect one, then try again.",
    busy: "The microphone could not be opened. Another program may be using it. Close it, then try again.",
    retry: "Try again",
  },

  /** Attachments in messages. */
  attached: "Attached",
  openImage: (name: string) => `Open ${name}`,
  lightbox: "Image",
  previous: "Previous",
  next: "Next",
  position: (at: number, all: number) => `${at} of ${all}`,
  zoomIn: "Actual size",
  zoomOut: "Fit to window",
  gone: "This file is no longer available",
  audio: (name: string) => `Audio ${name}`,
  video: (name: string) => `Video ${name}`,
  play: "Play",
  pause: "Pause",
  seek: "Position",
  fullScreen: "Full screen",
  leaveFullScreen: "Leave full screen",
  playFailed: "This browser can’t play this file. The model can still use it.",
  stills: "What the model sees",
  stillAt: (time: string) => `Frame at ${time}`,
  textFile: (name: string) => `Text ${name}`,
  showText: "Show text",
  hideText: "Hide text",

  /** The chosen model does not support the attachment. */
  cannotSee: (model: string) => `${model} does not support images.`,
  cannotHear: (model: string) => `${model} does not support audio.`,
  cannotHearFilm: (model: string) => `${model} supports the video’s images but not its audio.`,
  /** What to do about it. */
  able: {
    label: "Models that support it",
    use: (model: string) => `Use ${model}`,
    open: "Open Models",
    none: "No model on this computer supports it.",
    missingProjector: (model: string) =>
      `${model} needs its second file, the projector (mmproj), for images and audio.`,
  },

  /** The encodings of text files. */
  encodings: {
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16 LE",
    "utf-16be": "UTF-16 BE",
    "windows-1252": "Windows-1252 (Western)",
    gb18030: "GB18030 (Simplified Chinese)",
    big5: "Big5 (Traditional Chinese)",
    shift_jis: "Shift JIS (Japanese)",
    "euc-jp": "EUC-JP (Japanese)",
    "iso-2022-jp": "ISO-2022-JP (Japanese)",
    "euc-kr": "EUC-KR (Korean)",
    "windows-1250": "Windows-1250 (Central European)",
    "windows-1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "windows-1253": "Windows-1253 (Greek)",
    "windows-1254": "Windows-1254 (Turkish)",
    "windows-1255": "Windows-1255 (Hebrew)",
    "windows-1256": "Windows-1256 (Arabic)",
    "iso-8859-2": "ISO-8859-2 (Central European)",
    "iso-8859-5": "ISO-8859-5 (Cyrillic)",
    "iso-8859-7": "ISO-8859-7 (Greek)",
  },

  troubles: {
    empty: { title: "Empty file", detail: () => "The file has no content." },
    broken: {
      title: "Can’t be read",
      detail: () => "The file is damaged or incomplete. Copy or export it again.",
    },
    "cut-short": {
      title: "Incomplete",
      detail: () => "The file ends too early. Download or copy it again.",
    },
    "no-pages": { title: "No pages", detail: () => "The document has no pages." },
    encrypted: {
      title: "Password-protected",
      detail: () => "Save a copy without a password, then attach the copy.",
    },
    unknown: {
      title: "Unsupported file type",
      detail: () => "Attach an image, a document, an audio file, a video or a text file.",
    },
    "unsupported-format": {
      title: "Unsupported format",
      detail: (data) => `${String(data.format)} files are not supported. ${unsupportedAdvice[kindOf(data)]}`,
    },
    "no-decoder": {
      title: "Unsupported encoding",
      detail: (data) =>
        `There is no decoder for it (${String(data.codec ?? "?")}). Save it as ${
          data.of === "video" ? "MP4 with H.264" : "MP3 or WAV"
        }, then attach that file.`,
    },
    insecure: {
      title: "Can’t be read over this connection",
      detail: () =>
        "Browsers do not decode video in pages opened over plain HTTP from another computer. Open Facet on the computer it runs on.",
    },
    "too-large": {
      title: "Too large",
      detail: (data) =>
        data.limitMegapixels !== undefined
          ? `More than ${String(data.limitMegapixels)} megapixels. Save a smaller version, then attach that.`
          : data.limitCharacters !== undefined
            ? `More than ${Number(data.limitCharacters).toLocaleString("en")} characters. Attach only a part of it.`
            : `More than ${megabytes(data.limitBytes)}. Save a smaller version, then attach that.`,
    },
    "too-long": {
      title: "Too long",
      detail: (data) =>
        `Longer than ${minutes(data.limitMs)}. Cut out the part that you need, then attach that.`,
    },
    "nothing-in-it": {
      title: "No image or audio",
      detail: () => "The file contains no image and no audio.",
    },
    "decoder-failed": {
      title: "Decoding failed",
      detail: () => "Try again; if it happens again, the file may be damaged.",
    },
  } satisfies DecodeTroubleWords,
};
