import type { ConversationId, Message } from "../../shared/chat/message.ts";
import type { JsonObject, SourcePart } from "../../shared/chat/message-part.ts";
import type { Failure } from "../../shared/ipc/result.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import type { AsksFrom, ToolAccess } from "../../shared/tools/tool-access.ts";

/** Something a model can have done: the port that built-in tools and tools of servers implement. */
export interface Tool {
  readonly declaration: ToolDeclaration;
  /** For the user, as a server calls it; null: built in, and named by the message catalogs of the page. */
  readonly title: string | null;
  readonly access: ToolAccess;
  /** When the user begins to be asked, where that is later than `access` says. */
  readonly asksFrom?: AsksFrom;
  /** Overrides the rule of `access` for one call; absent: `by-rule`. Arguments fit the declaration. */
  approvalFor?(args: JsonObject, context: CallContext): CallApproval;
  /**
   * Runs a call that the user allowed, or that needs no approval. It has to end soon after the signal is
   * aborted; what it returns then is discarded.
   * @param args They fit the declaration's schema, which is checked before.
   * @throws AppError or any other error: the call has failed; the model is given its message, and the user
   * sees the sentence of an AppError's code
   */
  run(args: JsonObject, context: ToolContext): Promise<ToolOutput>;
}

/** `by-rule`: as `access` and the user's rules decide. */
export type CallApproval = "needed" | "not-needed" | "by-rule";

/** What a call is part of. A request of a program has an id of its own here, and no branch. */
export interface CallContext {
  readonly conversationId: ConversationId;
  /** The chat from its first message to the reply that makes the call, with its parts so far. */
  readonly branch: readonly Message[];
  /** Whether text that the user did not write (a document, a page, a tool's output) is in the chat. */
  readonly hasUntrustedText: boolean;
}

export interface ToolContext extends CallContext {
  /** Aborted by Stop, by a limit, and when the app closes. */
  readonly signal: AbortSignal;
  /** May be called often; pages are told a few times a second. */
  readonly onProgress: (progress: ToolProgress) => void;
}

export interface ToolProgress {
  /** 0 to 1; null: not known. */
  readonly fraction: number | null;
  /** As the tool words it; shown as plain text. */
  readonly message: string | null;
}

export interface ToolOutput {
  /** For the model; it is cut where it is too long. */
  readonly text: string;
  /** Whether `text` describes an error. */
  readonly isError: boolean;
  /** Whether anything in it comes from elsewhere: a page, a file, a server, a program that read one. */
  readonly isUntrusted: boolean;
  /** Why it failed, for the user; `text` says it to the model. */
  readonly error?: Failure;
  /** Images, audio and other files; they are stored with the chat, and images are shown. */
  readonly files?: readonly ToolFile[];
  /** Pages and documents that the text is taken from, for links below the answer. */
  readonly sources?: readonly ToolOutputSource[];
}

export interface ToolFile {
  /** Without a path. */
  readonly name: string;
  /** MIME type, such as `image/png`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** As `SourcePart` has it. */
export type ToolOutputSource = Omit<SourcePart, "id" | "type" | "status">;
