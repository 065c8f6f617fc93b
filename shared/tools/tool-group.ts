import type { Failure } from "../ipc/result.ts";
import type { AsksFrom, ToolAccess } from "./tool-access.ts";

/** A source of tools as the page lists it. */
export interface ToolGroup {
  readonly id: string;
  /** null: built in, and named by the message catalogs. */
  readonly title: string | null;
  readonly state: ToolGroupState;
}

export type ToolGroupState =
  /** Not started yet; its tools are not known. */
  | { readonly type: "idle" }
  | { readonly type: "starting" }
  | { readonly type: "ready"; readonly tools: readonly ListedTool[] }
  | { readonly type: "failed"; readonly error: Failure };

export interface ListedTool {
  readonly key: string;
  /** As it is declared to models. */
  readonly name: string;
  readonly title: string | null;
  readonly description: string;
  readonly access: ToolAccess;
  readonly asksFrom?: AsksFrom;
}
