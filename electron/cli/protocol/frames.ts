import { z } from "zod";
import type { Result } from "../../../shared/ipc/result.ts";

/** Raised with every change that an earlier command or Facet could not understand. */
export const protocolVersion = 1;

/** What a command sends: one JSON object a line. The first one must be `hello`. */
export const commandFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), protocol: z.number(), secret: z.string() }),
  z.object({ type: z.literal("call"), id: z.int(), name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal("cancel"), id: z.int() }),
]);

export type CommandFrame = z.infer<typeof commandFrame>;

/** What the Facet sends. */
export type HostFrame =
  | { readonly type: "welcome"; readonly host: HostFacts }
  | { readonly type: "refused"; readonly reason: "secret" | "protocol"; readonly version: string }
  | { readonly type: "event"; readonly id: number; readonly event: unknown }
  | { readonly type: "done"; readonly id: number; readonly result: Result<unknown> };

/** The Facet that a command talks to. */
export interface HostFacts {
  readonly version: string;
  readonly pid: number;
  /** `command`: another command has started the services and ends with them. */
  readonly kind: "desktop" | "browser" | "command";
}

/** Bounds the memory that a frame may take. A message has up to 8 million characters. */
export const maxFrameBytes = 64 * 1024 * 1024;
