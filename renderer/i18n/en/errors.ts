import { fact, type ErrorCatalog } from "../error-words.ts";

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
      `${fact(data, "fileName", "The file")} is damaged or is not a model Facet can read. Copy or download it again, or choose another model.`,
    action: "choose-model",
  },
  "model-incomplete": {
    title: "This model file is not complete yet",
    detail: (data) =>
      `${fact(data, "fileName", "The file")} is still being copied, or the copy was cut off. Wait until it is done, or choose another model.`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "The model could not be loaded",
    detail: () =>
      "Most often there is too little free memory. Close other programs or choose a smaller model, then try again. Your chat is safe.",
    action: "retry",
  },
  "no-model": {
    title: "No model is chosen",
    detail: () => "Choose one, and your message can be sent.",
    action: "choose-model",
  },
  "message-too-long": {
    title: "This is more than the model can take in at once",
    detail: () =>
      "Shorten the message, set a longer context length for this chat, or begin a new chat. Your text is still here.",
    action: null,
  },
  "engine-crashed": {
    title: "The model stopped working in the middle of its work",
    detail: () =>
      "What it had written is kept, and your chats are safe. It starts again by itself when you try again.",
    action: "retry",
  },
  "engine-failed": {
    title: "The model could not answer",
    detail: () => "Your message is safe. Try again; if it happens once more, choose another model.",
    action: "retry",
  },
  "storage-failed": {
    title: "Facet could not write to the disk",
    detail: () =>
      "The disk may be full, or the folder may be read-only. What was saved before is safe. Make some room, then try again.",
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
