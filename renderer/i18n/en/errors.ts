import {
  fact,
  fileTrouble,
  isContextLongest,
  loadTrouble,
  storageTrouble,
  tooLongReason,
  type ErrorCatalog,
} from "../error-words.ts";
import { formatBytes } from "../format.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";

const file = (data: ErrorData) => fact(data, "fileName", fact(data, "name", "The file"));
const gigabytes = (data: ErrorData) => Math.floor(Number(data.limitBytes ?? 0) / 1024 ** 3);
const host = (data: ErrorData) => fact(data, "host", "The model site");
const repo = (data: ErrorData) => fact(data, "repo", "This model");
const bytes = (data: ErrorData, name: string) => formatBytes(Number(data[name] ?? 0), "en");
const waitMinutes = (data: ErrorData) => {
  const minutes = Math.ceil(Number(data.retryAfterS ?? 60) / 60);
  return minutes <= 1 ? "a minute" : `${minutes} minutes`;
};
const number = (data: ErrorData, name: string) => Number(data[name] ?? 0).toLocaleString("en");

export const errors: ErrorCatalog = {
  "invalid-request": {
    title: "Facet could not do that",
    detail: () => "Something on this page is out of step. Nothing was changed. Reload and try again.",
    action: "reload",
  },
  "not-found": {
    title: "This is no longer here",
    detail: () => "It was probably deleted, perhaps in another window.",
    action: "new-chat",
  },
  "model-missing": {
    title: "This model is not on your computer any more",
    detail: (data) =>
      `${fact(data, "name", "Its file")} was moved or deleted. Your chats are safe: put the file back, or go on with another model.`,
    action: "choose-model",
  },
  "model-unreadable": {
    title: "This model file can’t be used",
    detail: (data) =>
      ({
        "no-access": `Facet is not allowed to read ${file(data)}. Change its permissions, or choose another model.`,
        "not-a-model": `${file(data)} is not a model in GGUF format. Choose another model.`,
        "no-weights": `${file(data)} belongs to a model but is not one itself. Choose another model.`,
        newer: `${file(data)} is in a format newer than this version of Facet knows. Update Facet, or choose another model.`,
        damaged: `${file(data)} is damaged. Copy or download it again, or choose another model.`,
      })[fileTrouble(data)],
    action: "choose-model",
  },
  "model-incomplete": {
    title: "This model file is not complete yet",
    detail: (data) =>
      `${file(data)} is still being copied, or the copy was cut off. Wait until it is done, or choose another model.`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "The model could not be loaded",
    detail: (data) =>
      ({
        "unknown-kind":
          "It is of a kind that this version of Facet can’t run. Choose another model. Your chat is safe.",
        memory:
          "There is too little free memory. Close other programs, choose a smaller model or a shorter context, then try again. Your chat is safe.",
        other: `Try again; if it happens once more, the file may be damaged: copy or download it again. Your chat is safe.${
          fact(data, "detail") === "" ? "" : ` The engine said: ${fact(data, "detail")}`
        }`,
      })[loadTrouble(data)],
    action: "retry",
  },
  "memory-short": {
    title: "There is too little free memory",
    detail: (data) =>
      `${fact(data, "name", "The model")} needs about ${bytes(data, "neededBytes")}, and ${bytes(data, "freeBytes")} are free. Close other programs, set it to keep less of a chat in mind, or choose a smaller model. Your chat is safe.`,
    action: "retry",
  },
  "no-model": {
    title: "No model is chosen",
    detail: () => "Choose one, and your message can be sent.",
    action: "choose-model",
  },
  "message-too-long": {
    title: "This is more than the model can take in at once",
    detail: (data) =>
      `${
        data.messageTokens === undefined
          ? ""
          : `Your message is ${data.isAtLeast === true ? "at least " : ""}${number(data, "messageTokens")} tokens long, and there is room for ${number(data, "roomTokens")} in a context of ${number(data, "contextSizeTokens")}, beside what always stays and a short answer. `
      }${
        {
          message: "Shorten the message",
          pinned: "Messages kept in context take up the rest: keep fewer of them, shorten this one",
          "system-prompt": "The system prompt fills the context: shorten it",
        }[tooLongReason(data)]
      }${
        isContextLongest(data)
          ? ", or begin a new chat."
          : ", set a longer context length in the chat options, or begin a new chat."
      } Your text is still here.`,
    action: null,
  },
  "media-missing": {
    title: "An attachment is no longer on your disk",
    detail: (data) =>
      `${fact(data, "name", "It")} is not in Facet’s data folder any more, or not as it was. Edit the message that has it: attach the file again, or take it out. Everything else is still here.`,
    action: null,
  },
  "media-off": {
    title: "This model can’t see or hear here",
    detail: (data) =>
      ({
        "not-built":
          "The part of Facet that gives models eyes and ears was not built when Facet was installed. Run “npm run native” in Facet’s folder: it says what is missing. Text works as always.",
        "not-compatible":
          "The part of Facet that gives models eyes and ears does not fit this installation. Run “npm ci” in Facet’s folder. Text works as always.",
        "projector-mismatch":
          "The projector file beside it belongs to another model. Put the one of this model there. Text works as always.",
      })[fact(data, "reason")] ??
      "The projector file beside it is damaged or incomplete. Get it again. Text works as always.",
    action: null,
  },
  "media-unreadable": {
    title: "This file could not be read",
    detail: () => "It was moved, changed or locked meanwhile. Attach it again. Nothing else was lost.",
    action: null,
  },
  "media-too-large": {
    title: "This file is too large",
    detail: (data) =>
      `Facet takes files of up to ${gigabytes(data)} GB. Attach a shorter or smaller one. Nothing else was lost.`,
    action: null,
  },
  "media-unsupported": {
    title: "This model can’t take what you attached",
    detail: (data) =>
      `${fact(data, "name", "The model")} can’t ${data.kind === "audio" ? "hear" : "see"}. ${
        fact(data, "able") === ""
          ? "A model of Gemma 4 needs its projector for that: a second file, with mmproj in its name, from where the model came, beside it. Choose a model that has one, or edit the message and take the attachment out."
          : `These can: ${fact(data, "able")}. Choose one, or edit the message and take the attachment out.`
      }`,
    action: "choose-model",
  },
  "engine-crashed": {
    title: "The model stopped working in the middle of its work",
    detail: () =>
      "What it had written is kept, and your chats are safe. It starts again by itself when you try again.",
    action: "retry",
  },
  "engine-hung": {
    title: "The model stopped answering",
    detail: () =>
      "It did not get any further for a long time, so Facet ended it. What it had written is kept, and your chats are safe. It starts again by itself when you try again.",
    action: "retry",
  },
  "engine-failed": {
    title: "The model could not answer",
    detail: () => "Your message is safe. Try again; if it happens once more, choose another model.",
    action: "retry",
  },
  "storage-failed": {
    title: "Facet could not save this",
    detail: (data) =>
      ({
        full: "The disk is full. What was saved before is safe. Make some room, then try again.",
        "read-only":
          "Facet may not write to its data folder. What was saved before is safe. Check the folder’s permissions, then try again.",
        busy: "Another program holds the file with your chats, such as a backup. They are safe. Try again in a moment.",
        damaged:
          "The file with your chats is damaged. Nothing was deleted. Restart Facet: it keeps the damaged file and begins a new one.",
        newer:
          "Your chats were written by a newer version of Facet, and nothing was changed. Update Facet to go on.",
        other: "The disk did not take it. What was saved before is safe. Try again.",
      })[storageTrouble(data)],
    action: "retry",
  },
  "home-in-use": {
    title: "Facet is already open",
    detail: (data) =>
      fact(data, "url") === ""
        ? "Another Facet is using the same chats. Go on there, or close it first."
        : `Another Facet is using the same chats, at ${fact(data, "url")}. Go on there, or close it first.`,
    action: null,
  },
  "hub-offline": {
    title: "The model site can’t be reached",
    detail: (data) =>
      `${host(data)} does not answer. Check your internet connection. What was downloaded so far is kept.`,
    action: "retry",
  },
  "hub-busy": {
    title: "The model site has trouble",
    detail: (data) => `${host(data)} can’t answer just now. Nothing is lost. Try again in a few minutes.`,
    action: "retry",
  },
  "hub-rate-limited": {
    title: "The model site asks for a pause",
    detail: (data) =>
      `${host(data)} had too many requests from your network. Try again in ${waitMinutes(data)}. An access token of your own raises the limit.`,
    action: "retry",
  },
  "hub-gated": {
    title: "This model asks for permission",
    detail: (data) =>
      data.hasToken === true
        ? `Your access token may not read ${repo(data)}. Open its page, accept its terms with the same account, then try again.`
        : `${repo(data)} is open only to people who accepted its terms. Do that on its page, then put an access token into the download settings.`,
    action: "retry",
  },
  "hub-token-refused": {
    title: "The access token is not valid",
    detail: (data) =>
      `${host(data)} does not know it; it may have been revoked. Put a new one into the download settings, or remove it.`,
    action: "retry",
  },
  "hub-missing": {
    title: "The model site does not have this",
    detail: (data) =>
      `${fact(data, "path") === "" ? repo(data) : `${fact(data, "path")} in ${repo(data)}`} does not exist, was renamed, or is private. Look for another.`,
    action: null,
  },
  "hub-unexpected": {
    title: "The answer makes no sense",
    detail: (data) =>
      `${host(data)} gave an answer Facet does not understand. Perhaps this network wants you to sign in first, or the mirror is not a full one. What was downloaded so far is kept.`,
    action: "retry",
  },
  "download-no-space": {
    title: "There is too little room on the disk",
    detail: (data) =>
      `${bytes(data, "neededBytes")} are still to come and ${bytes(data, "freeBytes")} are free, of which Facet leaves ${bytes(data, "reserveBytes")} alone. Make some room; it goes on by itself.`,
    action: "retry",
  },
  "download-corrupt": {
    title: "The download was damaged on its way",
    detail: (data) =>
      `${file(data)} came twice, and both times its checksum was wrong, so it was not kept. Try again later, or through another network or mirror.`,
    action: "retry",
  },
  "download-changed": {
    title: "The model is being changed right now",
    detail: (data) => `${file(data)} was replaced several times while it was downloaded. Try again later.`,
    action: "retry",
  },
  disconnected: {
    title: "Facet is not running",
    detail: () => "Your chats are safe. Start Facet again as you did before, and open the link it shows.",
    action: "retry",
  },
  internal: {
    title: "Something went wrong inside Facet",
    detail: () => "That is our mistake, not yours. Your chats are safe. Try again.",
    action: "retry",
  },
};
