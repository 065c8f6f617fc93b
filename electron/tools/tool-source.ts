import type { ConversationId } from "../../shared/chat/message.ts";
import type { Failure } from "../../shared/ipc/result.ts";
import type { Tool } from "./tool.ts";

/**
 * A group of tools that is switched on and off as a whole: a built-in group, or a server. Chats name sources
 * and tools by `id`, so an id is never used again for another source: rules of the user depend on it.
 */
export interface ToolSource {
  /** Built-in: `calculator`, `files`, …; of a server: unique and random. No `/`. */
  readonly id: string;
  /** null: built in, and named by the message catalogs of the page. */
  readonly title: string | null;
  /** As far as it is known without starting anything. */
  readonly state: ToolSourceState;
  /**
   * The tools for a reply in a chat that has this source switched on; starts or connects what has to be.
   * Their order is stable, so that the KV cache is reused.
   * @throws AppError what prevents it; the reply goes on without these tools
   */
  open(conversationId: ConversationId, signal: AbortSignal): Promise<readonly Tool[]>;
}

export type ToolSourceState =
  /** Not started yet; its tools are not known. */
  | { readonly type: "idle" }
  | { readonly type: "starting" }
  | { readonly type: "ready"; readonly tools: readonly Tool[] }
  | { readonly type: "failed"; readonly error: Failure };

/** A feature that has tools: built-in groups, or the servers that the user added. */
export interface ToolProvider {
  /** In the order in which they are listed and declared. */
  sources(): readonly ToolSource[];
  /** Called when sources come or go, and when the state of one has changed. Returns the unsubscription. */
  onChange(listener: () => void): () => void;
}
