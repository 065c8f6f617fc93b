import type { ErrorCode, Failure } from "../../../shared/ipc/result.ts";
import { bytesText } from "./units.ts";

const text = (data: Failure["data"], key: string) => String(data[key] ?? "");
const bytes = (data: Failure["data"], key: string) => bytesText(Number(data[key] ?? 0));

/** What happened and what to do, for codes whose own message is made for a log. */
const sentences: Partial<Record<ErrorCode, (data: Failure["data"]) => string>> = {
  "model-missing": (data) => `The file of ${text(data, "name")} is gone. facet list shows what is there.`,
  "model-incomplete": (data) =>
    `The file of ${text(data, "name")} is incomplete: it is still being copied, or was cut off. Fetch it again with facet pull.`,
  "message-too-long": () =>
    "The message does not fit into the context window. Shorten it, or give the model a larger one with --ctx.",
  "media-missing": (data) => `The contents of ${text(data, "name")} could not be read.`,
  "media-unsupported": (data) =>
    `${text(data, "name")} does not take ${text(data, "kind") === "audio" ? "audio" : "images"}. A model needs its projector (mmproj) for that: facet show NAME says whether it has one.`,
  "file-undecodable": (data) =>
    `${text(data, "name")} cannot be used: ${text(data, "problem").replaceAll("-", " ")}.`,
  "media-off": (data) => `The projector of the model cannot be loaded (${text(data, "reason")}).`,
  "drafter-off": (data) =>
    `The drafter of the model is not used (${text(data, "reason")}). Replies are the same, only slower.`,
  "engine-crashed": () =>
    "The engine ended unexpectedly. Run the command again; if that repeats, facet doctor MODEL helps to find out why.",
  "engine-hung": () => "The engine stopped responding and was ended. Run the command again.",
  "home-in-use": (data) =>
    `Another Facet (process ${text(data, "pid")}) uses the data folder and cannot be reached. Quit it, or set FACET_HOME to another folder.`,
  "hub-offline": (data) => `${text(data, "host")} does not answer. Check the connection.`,
  "hub-busy": (data) => `${text(data, "host")} is busy. Try again later.`,
  "hub-rate-limited": (data) =>
    `${text(data, "host")} receives too many requests from here. Try again later.`,
  "hub-gated": (data) =>
    `${text(data, "repo")} asks for an agreement to its licence. Agree on its page at the hub, and set your access token in the settings of Facet.`,
  "hub-token-refused": () => "The hub rejected the access token. Set a new one in the settings of Facet.",
  "hub-missing": (data) =>
    data["path"] === undefined || data["path"] === null
      ? `The hub has no repository ${text(data, "repo")}, or it is private.`
      : `${text(data, "repo")} has no file ${text(data, "path")}.`,
  "download-no-space": (data) =>
    `The disk has too little space: ${bytes(data, "neededBytes")} are missing more than the ${bytes(data, "freeBytes")} that are free. What was downloaded is kept.`,
  "download-corrupt": (data) =>
    `${text(data, "fileName")} was damaged on its way twice. Try again; the hub's file may be broken.`,
  "download-changed": (data) => `${text(data, "fileName")} changes at the hub. Try again later.`,
  "server-offline": (data) => `The server ${text(data, "host")} does not answer.`,
  "server-refused-key": (data) => `The server ${text(data, "host")} asks for another API key.`,
  "server-gone": (data) => `The server ${text(data, "host")} closed the connection.`,
};

/** One sentence or two for the user of a terminal. */
export function failureText({ code, message, data }: Failure): string {
  return sentences[code]?.(data) ?? message;
}
