import { z } from "zod";

/**
 * How an engine process in Electron has the main process try out a library, beside the engine protocol on the
 * same port. `message` is passed on unread.
 */
export const probeRequestSchema = z.strictObject({
  type: z.literal("probe"),
  probeId: z.int(),
  action: z.enum(["start", "send", "kill"]),
  message: z.unknown().optional(),
});

export type ProbeRequest = Readonly<z.infer<typeof probeRequestSchema>>;

export type ProbeNews =
  | {
      readonly type: "probe";
      readonly probeId: number;
      readonly event: "message";
      readonly message: unknown;
    }
  | { readonly type: "probe"; readonly probeId: number; readonly event: "exit"; readonly exitCode: number };
