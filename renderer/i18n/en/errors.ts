import {
  fact,
  fileTrouble,
  codeLimit,
  commandFamily,
  folderTrouble,
  mcpCallTrouble,
  mcpTrouble,
  isContextLongest,
  loadTrouble,
  serverTrouble,
  storageTrouble,
  writeTrouble,
  tooLongReason,
  undecodable,
  type ErrorCatalog,
} from "../error-words.ts";
import { media } from "./media.ts";
import { webErrors } from "./web-errors.ts";
import { formatBytes, formatMemory } from "../format.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";

const file = (data: ErrorData) => fact(data, "fileName", fact(data, "name", "The file"));
const gigabytes = (data: ErrorData) => Math.floor(Number(data.limitBytes ?? 0) / 1024 ** 3);
const host = (data: ErrorData) => fact(data, "host", "The model site");
const server = (data: ErrorData) => fact(data, "host", "The server");
const withoutStop = (sentence: string) => sentence.replace(/[.\s]+$/, "");
const repo = (data: ErrorData) => fact(data, "repo", "This model");
const bytes = (data: ErrorData, name: string) => formatBytes(Number(data[name] ?? 0), "en");
/** Programs that most MCP servers are started with. */
const howToGet = (command: string) =>
  ({
    node: "Install Node.js from nodejs.org; npx comes with it.",
    python: "Install uv from docs.astral.sh/uv, which brings Python along.",
    docker: "Install Docker Desktop, or Podman with its docker command.",
    bun: "Install Bun from bun.sh.",
    deno: "Install Deno from deno.com.",
    other: "Install it, or enter its whole path.",
  })[commandFamily(command)];
const memory = (data: ErrorData, name: string) => formatMemory(Number(data[name] ?? 0), "en");
const waitMinutes = (data: ErrorData) => {
  const minutes = Math.ceil(Number(data.retryAfterS ?? 60) / 60);
  return minutes <= 1 ? "a minute" : `${minutes} minutes`;
};
const number = (data: ErrorData, name: string) => Number(data[name] ?? 0).toLocaleString("en");

export const errors: ErrorCatalog = {
  "invalid-request": {
    title: "Facet could not do that",
    detail: () => "This page is out of sync with Facet. Nothing was changed. Reload and try again.",
    action: "reload",
  },
  "not-found": {
    title: "This no longer exists",
    detail: () => "It was probably deleted, perhaps in another window.",
    action: "new-chat",
  },
  "model-missing": {
    title: "This model is no longer on your computer",
    detail: (data) =>
      `${fact(data, "name", "Its file")} was moved or deleted. Your chats are safe: put the file back, or continue with another model.`,
    action: "choose-model",
  },
  "model-unreadable": {
    title: "This model file can’t be used",
    detail: (data) =>
      ({
        "no-access": `Facet is not allowed to read ${file(data)}. Change its permissions, or choose another model.`,
        "not-a-model": `${file(data)} is not a model in GGUF format. Choose another model.`,
        "no-weights": `${file(data)} is an additional file of a model and can’t be used by itself. Choose another model.`,
        newer: `${file(data)} is in a newer format than this version of Facet supports. Update Facet, or choose another model.`,
        damaged: `${file(data)} is damaged. Copy or download it again, or choose another model.`,
      })[fileTrouble(data)],
    action: "choose-model",
  },
  "model-incomplete": {
    title: "This model file is not complete yet",
    detail: (data) =>
      `${file(data)} is still being copied, or copying was interrupted. Wait until it is complete, or choose another model.`,
    action: "choose-model",
  },
  "model-load-failed": {
    title: "The model could not be loaded",
    detail: (data) =>
      (fact(data, "earlier") === ""
        ? `${fact(data, "name", "This model")} could not be loaded. `
        : `${fact(data, "name", "This model")} is not loaded, and neither is ${fact(data, "earlier")} any more; sending a message with it loads it again. `) +
      {
        "unknown-kind":
          "This version of Facet does not support this type of model. Choose another model. Your chat is safe.",
        memory:
          "There is not enough free memory. Close other programs, or choose a smaller model or a shorter context length, then try again. Your chat is safe.",
        other: `Try again. If it happens again, the file may be damaged: copy or download it again. Your chat is safe.${
          fact(data, "detail") === "" ? "" : ` Engine message: ${fact(data, "detail")}`
        }`,
      }[loadTrouble(data)],
    action: "retry",
  },
  "memory-short": {
    title: "Not enough free memory",
    detail: (data) =>
      `${fact(data, "name", "The model")} needs about ${memory(data, "neededBytes")}, and ${memory(data, "freeBytes")} are free. Close other programs, set a shorter context length, or choose a smaller model. Your chat is safe.`,
    action: "retry",
  },
  "template-unusable": {
    title: "The chat template was not saved",
    detail: () =>
      "Messages would fail with it, so the template used so far stays. Correct the problems that the editor shows, then save again.",
    action: null,
  },
  "no-model": {
    title: "No model is chosen",
    detail: () => "Choose a model, then send your message.",
    action: "choose-model",
  },
  "message-too-long": {
    title: "The message does not fit in the context",
    detail: (data) =>
      `${
        data.messageTokens === undefined
          ? ""
          : `Your message has ${data.isAtLeast === true ? "at least " : ""}${number(data, "messageTokens")} tokens. A context of ${number(data, "contextSizeTokens")} tokens has room for ${number(data, "roomTokens")} of them, after what is always kept and a short answer. `
      }${
        {
          message: "Shorten the message",
          pinned: "The rest is taken up by messages kept in context: keep fewer of them, shorten this one",
          "system-prompt": "The system prompt fills the context: shorten it",
        }[tooLongReason(data)]
      }${
        isContextLongest(data)
          ? ", or start a new chat."
          : ", set a longer context length in the chat options, or start a new chat."
      } Your text is still here.`,
    action: null,
  },
  "media-missing": {
    title: "An attachment is missing",
    detail: (data) =>
      `${fact(data, "name", "It")} is no longer in Facet’s data folder, or has changed. Edit the message that contains it: attach the file again, or remove it. Everything else is still here.`,
    action: null,
  },
  "media-off": {
    title: "Images and audio are not available",
    detail: (data) =>
      ({
        "not-built":
          "Facet’s component for images and audio was not built when Facet was installed. Run “npm run native” in Facet’s folder; it reports what is missing. Text works as usual.",
        "not-compatible":
          "Facet’s component for images and audio does not match this installation. Run “npm ci” in Facet’s folder. Text works as usual.",
        "projector-mismatch":
          "The projector file next to this model belongs to another model. Replace it with the one for this model. Text works as usual.",
      })[fact(data, "reason")] ??
      "The projector file next to this model is damaged or incomplete. Download it again. Text works as usual.",
    action: null,
  },
  "drafter-off": {
    title: "The drafter is not used",
    detail: (data) =>
      `${
        {
          "not-built":
            "Facet’s native component was not built when Facet was installed. Run “npm run native” in Facet’s folder; it reports what is missing.",
          "not-compatible":
            "Facet’s native component does not match this installation. Run “npm ci” in Facet’s folder.",
          "drafter-mismatch": "The drafter file belongs to another model. Download the one for this model.",
          missing: "The drafter file is gone. Download it again.",
          "does-not-fit": "There is not enough free memory for it beside the model.",
        }[fact(data, "reason")] ?? "The drafter file is damaged or incomplete. Download it again."
      } Replies are the same without it, only slower.`,
    action: null,
  },
  "media-unreadable": {
    title: "This file could not be read",
    detail: () => "It was moved, changed or locked. Attach it again. Nothing else was lost.",
    action: null,
  },
  "file-undecodable": {
    title: "This file can’t be used",
    detail: (data) => undecodable(data, media.troubles),
    action: null,
  },
  "media-too-detailed": {
    title: "An image has too much detail for this model",
    detail: (data) =>
      `${fact(data, "name", "An image")} takes ${number(data, "tokens")} tokens, more than the model reads at once. ${
        Number(data.fits) > 0
          ? `Edit the message and choose a detail of up to ${number(data, "fits")} tokens for it.`
          : "Choose another model for it."
      } Your message is still here.`,
    action: null,
  },
  "media-too-large": {
    title: "This file is too large",
    detail: (data) =>
      `Facet accepts files of up to ${gigabytes(data)} GB. Attach a shorter or smaller one. Nothing else was lost.`,
    action: null,
  },
  "media-unsupported": {
    title: "This model does not support the attachment",
    detail: (data) =>
      `${fact(data, "name", "The model")} does not support ${data.kind === "audio" ? "audio" : "images"}. ${
        fact(data, "able") !== ""
          ? `These models do: ${fact(data, "able")}. Choose one, or edit the message and remove the attachment.`
          : data.isRemote === true
            ? "Choose a model that does, or edit the message and remove the attachment."
            : "A Gemma 4 model needs its projector for that: a second file with mmproj in its name, downloaded from the same place and stored next to the model. Choose a model that has one, or edit the message and remove the attachment."
      }`,
    action: "choose-model",
  },
  "engine-crashed": {
    title: "The model stopped unexpectedly",
    detail: () => "The text so far is kept, and your chats are safe. The model restarts when you try again.",
    action: "retry",
  },
  "engine-hung": {
    title: "The model stopped responding",
    detail: () =>
      "It made no progress for a long time, so Facet stopped it. The text so far is kept, and your chats are safe. The model restarts when you try again.",
    action: "retry",
  },
  "engine-failed": {
    title: "The model could not answer",
    detail: () => "Your message is safe. Try again; if it happens again, choose another model.",
    action: "retry",
  },
  "storage-failed": {
    title: "Facet could not save this",
    detail: (data) =>
      ({
        full: "The disk is full. Everything saved before is safe. Free some space, then try again.",
        "read-only":
          "Facet has no permission to write to its data folder. Everything saved before is safe. Check the folder’s permissions, then try again.",
        busy: "Another program, such as a backup, is using the file with your chats. Your chats are safe. Try again in a moment.",
        damaged:
          "The file with your chats is damaged. Nothing was deleted. Restart Facet: it keeps the damaged file and starts a new one.",
        newer:
          "Your chats were saved by a newer version of Facet. Nothing was changed. Update Facet to continue.",
        other: "Writing to the disk failed. Everything saved before is safe. Try again.",
      })[storageTrouble(data)],
    action: "retry",
  },
  "file-not-written": {
    title: "The file could not be saved",
    detail: (data) =>
      `${
        {
          full: "The disk is full. Free some space, or choose a folder on another disk.",
          "no-access": `Facet has no permission to write ${file(data)} there. Choose another folder.`,
          gone: "The folder does not exist any more. Choose another folder.",
          busy: `Another program is using ${file(data)}. Close it there, or choose another name.`,
          other: "Writing to the disk failed. Try again, or choose another folder.",
        }[writeTrouble(data)]
      } A file that was there before is unchanged, and your chat is safe.`,
    action: null,
  },
  "print-failed": {
    title: "The PDF could not be made",
    detail: () =>
      "Nothing was saved, and your chat is safe. Try again; if it happens again, export the chat as HTML or Markdown instead.",
    action: null,
  },
  "home-in-use": {
    title: "Facet is already open",
    detail: (data) =>
      fact(data, "url") === ""
        ? "Another Facet is using the same data. Continue there, or close it first."
        : `Another Facet is using the same data, at ${fact(data, "url")}. Continue there, or close it first.`,
    action: null,
  },
  "hub-offline": {
    title: "The model site can’t be reached",
    detail: (data) =>
      `${host(data)} is not responding. Check your internet connection. What was downloaded so far is kept.`,
    action: "retry",
  },
  "hub-busy": {
    title: "The model site has a problem",
    detail: (data) => `${host(data)} can’t answer right now. Nothing was lost. Try again in a few minutes.`,
    action: "retry",
  },
  "hub-rate-limited": {
    title: "Too many requests to the model site",
    detail: (data) =>
      `${host(data)} received too many requests from your network. Try again in ${waitMinutes(data)}. Your own access token raises the limit.`,
    action: "retry",
  },
  "hub-gated": {
    title: "This model is gated",
    detail: (data) =>
      data.hasToken === true
        ? `Your access token has no access to ${repo(data)}. Open its page, accept its terms with the same account, then try again.`
        : `${repo(data)} is available only to users who have accepted its terms. Accept them on its page, then enter an access token in Models, under Sources.`,
    action: "retry",
  },
  "hub-token-refused": {
    title: "The access token is not valid",
    detail: (data) =>
      `${host(data)} rejected it; it may have been revoked. Enter a new one in Models, under Sources, or remove it.`,
    action: "retry",
  },
  "hub-missing": {
    title: "Not found on the model site",
    detail: (data) =>
      `${fact(data, "path") === "" ? repo(data) : `${fact(data, "path")} in ${repo(data)}`} does not exist, was renamed, or is private. Choose another model.`,
    action: null,
  },
  "hub-unexpected": {
    title: "Unexpected response from the model site",
    detail: (data) =>
      `${host(data)} sent a response that Facet does not understand. This network may require you to sign in first, or the mirror may be incomplete. What was downloaded so far is kept.`,
    action: "retry",
  },
  "download-no-space": {
    title: "Not enough disk space",
    detail: (data) =>
      `The download needs another ${bytes(data, "neededBytes")}, and ${bytes(data, "freeBytes")} are free, of which Facet keeps ${bytes(data, "reserveBytes")} in reserve. Free some space, and it resumes automatically.`,
    action: "retry",
  },
  "download-corrupt": {
    title: "The downloaded file is damaged",
    detail: (data) =>
      `${file(data)} was downloaded twice, and its checksum was wrong both times, so it was not kept. Try again later, or with another network or mirror.`,
    action: "retry",
  },
  "download-changed": {
    title: "The model changed during the download",
    detail: (data) =>
      `${file(data)} was replaced several times while it was being downloaded. Try again later.`,
    action: "retry",
  },
  "server-offline": {
    title: "The server can’t be reached",
    detail: (data) =>
      `${server(data)} does not answer. Check that it is running and that its address is right. Nothing was lost.`,
    action: "retry",
  },
  "server-refused-key": {
    title: "The server requires a valid API key",
    detail: (data) =>
      data.hasKey === true
        ? `${server(data)} rejected the key that is saved for it. Enter another one in Models, under Sources. Nothing was lost.`
        : `${server(data)} does not answer without a key. Enter it in Models, under Sources. Nothing was lost.`,
    action: "open-servers",
  },
  "server-busy": {
    title: "The server can’t answer right now",
    detail: (data) =>
      `${server(data)} is overloaded or not ready (status ${fact(data, "status", "unknown")}). Nothing was lost. Try again in a moment.`,
    action: "retry",
  },
  "server-failed": {
    title: "The server reported an error",
    detail: (data) =>
      ({
        "no-api": `There is no OpenAI-compatible API at this address of ${server(data)}. Check the address: most end in /v1.`,
        "no-secure-connection": `No secure connection to ${server(data)} is possible. Check its certificate, or whether its address begins with http:// instead of https://.`,
        redirect: `${server(data)} redirects to another address. Enter that address instead, or sign in to this network first.`,
        other: `${server(data)}: ${withoutStop(fact(data, "detail", "unexpected answer"))}. Nothing was lost. Try again, or choose another model.`,
      })[serverTrouble(data)],
    action: "retry",
  },
  "server-missing-model": {
    title: "The server no longer has this model",
    detail: (data) =>
      `${server(data)} has no model named ${fact(data, "name", "as before")}. Make it available there, or choose another model. Your chat is safe.`,
    action: "choose-model",
  },
  "server-gone": {
    title: "The connection to the server was lost",
    detail: (data) =>
      `${server(data)} ended the connection before the reply was complete. The text so far is kept. Try again; if it happens again, check the server.`,
    action: "retry",
  },
  "server-missing": {
    title: "The server was removed",
    detail: (data) =>
      `${fact(data, "name", "This model")} is on a server that was removed from Models. Your chats are safe. Add the server again, or choose another model.`,
    action: "choose-model",
  },
  "password-needed": {
    title: "Set a password first",
    detail: () => "Other devices sign in with it. Nothing was changed.",
    action: null,
  },
  "network-failed": {
    title: "The network can’t be opened or closed now",
    detail: () =>
      "The system did not allow it, or another program uses the port. Nothing was changed. Try again, or restart Facet.",
    action: "retry",
  },
  "this-computer-only": {
    title: "Only on the computer that runs Facet",
    detail: () =>
      "Who gets in, keys, servers and what tools may touch are decided there. Open Facet on that computer to change this.",
    action: null,
  },
  "folder-unusable": {
    title: "This folder can’t be added",
    detail: (data) =>
      ({
        relative: "Enter the whole path, beginning with the drive or a slash.",
        "not-a-folder": `${fact(data, "path")} is a file. Enter the folder that contains it.`,
        missing: `There is no folder ${fact(data, "path")}, or Facet is not allowed to open it. Check the path.`,
      })[folderTrouble(data)],
    action: null,
  },
  "path-refused": {
    title: "The file is outside the folders you added",
    detail: (data) =>
      `The model asked for ${fact(data, "path", "a file")}. It is not in one of the folders that you added, or is reached through a link. To allow it, add its folder in Tools.`,
    action: null,
  },
  ...webErrors,
  "code-stopped": {
    title: "The code was stopped",
    detail: (data) =>
      ({
        time: `It ran longer than ${fact(data, "seconds")} seconds. What it printed and wrote in this call is lost. Ask the model for less at a time.`,
        memory: `It needed more memory than code may use (${fact(data, "memoryMb")} MB in all, 512 MB in Python). Ask the model to work on less data at a time.`,
        output: `It printed more than ${fact(data, "outputMb")} MB. Ask the model to print less.`,
        work: "It ran too many commands, or called itself again and again. Nothing outside its sandbox was affected.",
        folder:
          "It wrote a file of more than 8 MB, or more than 64 MB in all. Ask the model to write smaller files, or to delete some.",
        crash:
          "Its process ended unexpectedly, most likely for lack of memory. Nothing outside its sandbox was affected.",
      })[codeLimit(data)],
    action: null,
  },
  "packages-needed": {
    title: "The code needs packages that are not downloaded",
    detail: (data) =>
      `It imports ${fact(data, "names")}. Download numpy, pandas and matplotlib in Settings, under Run code, on the computer that runs Facet, then ask again.`,
    action: null,
  },
  "packages-elsewhere": {
    title: "Bash has no such packages",
    detail: (data) =>
      `The script starts Python code that imports ${fact(data, "names")}. Only Run Python has them.`,
    action: null,
  },
  "packages-damaged": {
    title: "A downloaded package was changed",
    detail: (data) =>
      `${fact(data, "fileName")} is not as it was downloaded, so it is not used. Download it again in Settings, under Run code.`,
    action: null,
  },
  "packages-unreachable": {
    title: "The site of the packages can’t be reached",
    detail: (data) =>
      `${fact(data, "host")} is not responding. Check your internet connection, then try again. What was downloaded so far is kept.`,
    action: "retry",
  },
  "packages-unusable": {
    title: "The packages can’t be downloaded",
    detail: (data) =>
      `${fact(data, "host")} does not have ${fact(data, "fileName", "a file")} as this version of Facet needs it. Nothing of it is used. Try again later, or look for an update of Facet.`,
    action: "retry",
  },
  "mcp-not-started": {
    title: "The MCP server can’t be used",
    detail: (data) => {
      const name = fact(data, "name", "The server");
      return {
        "no-command": `There is no command ${fact(data, "command")} on this computer. ${howToGet(fact(data, "command"))} Then restart the server in Settings, under MCP servers.`,
        "no-folder": `There is no folder ${fact(data, "path")}. Correct the working folder of ${name} in Settings, under MCP servers.`,
        exited: `${name} ended as soon as it was started (${fact(data, "exit", "without a code")}). Its messages in Settings, under MCP servers, often say why.`,
        ended: `${name} has ended unexpectedly. It is started again when it is next used. Its messages are in Settings, under MCP servers.`,
        "ends-repeatedly": `${name} keeps ending, so it is no longer started by itself. Look at its messages in Settings, under MCP servers, and restart it there.`,
        timeout: `${name} was started, but does not answer. Check its command or address in Settings, under MCP servers, then restart it.`,
        offline: `Nothing answers at the address of ${name}. Check that the server is running and that its address is right.`,
        "sign-in": `${name} has to know who you are. Sign in, or enter a key as a header, in Settings under MCP servers.`,
        refused: `${name} does not allow this (status ${fact(data, "status")}). Sign in with another account, or enter another key as a header, in Settings under MCP servers.`,
        http: `${name} answered with status ${fact(data, "status")}. Check its address in Settings, under MCP servers.`,
        misbehaved: `${name} sent far more than it should, so Facet ended it. Nothing else is affected. Restart it in Settings, or remove it.`,
        stopped: `${name} was stopped or changed in the meantime. Try again.`,
        other: `${name}: ${withoutStop(fact(data, "detail", "unexpected answer"))}. Its messages in Settings, under MCP servers, may say more.`,
      }[mcpTrouble(data)];
    },
    action: "retry",
  },
  "mcp-call-failed": {
    title: "The MCP server did not answer",
    detail: (data) =>
      ({
        ended: `${fact(data, "name")} ended during the call. Whether the call had an effect is not known. The server is started again when it is next used.`,
        timeout: `${fact(data, "name")} took too long. Whether the call had an effect is not known. Try again, or restart the server in Settings.`,
        misbehaved: `${fact(data, "name")} sent far more than it should, so Facet ended it. Nothing else is affected.`,
        other: `${fact(data, "name")} reports: ${withoutStop(fact(data, "detail", "an error"))}.`,
      })[mcpCallTrouble(data)],
    action: null,
  },
  "mcp-sign-in-failed": {
    title: "The sign-in could not begin",
    detail: (data) =>
      `${fact(data, "host", "The server")}: ${withoutStop(fact(data, "detail", "unexpected answer"))}. Many servers also accept a key as a header. Nothing was changed.`,
    action: "retry",
  },
  "mcp-too-many": {
    title: "There are too many MCP servers",
    detail: (data) =>
      `Facet keeps up to ${fact(data, "limit")}. Remove some, then add others. Nothing was changed.`,
    action: null,
  },
  disconnected: {
    title: "Facet is not running",
    detail: () =>
      "Your chats are safe. Start Facet again the same way as before, and open the link it shows.",
    action: "retry",
  },
  internal: {
    title: "Something went wrong in Facet",
    detail: () => "This is an error in Facet. Your chats are safe. Try again.",
    action: "retry",
  },
  "schema-unsupported": {
    title: "This JSON schema is not supported",
    detail: (data) =>
      `An answer cannot be held to “${fact(data, "keyword")}”${fact(data, "path") === "" ? "" : ` at ${fact(data, "path")}`}. Remove or change this part of the schema, then try again.`,
    action: null,
  },
};
