import { z } from "zod";
import type { AccessState } from "../access/access-state.ts";
import { maxPasswordLength, minPasswordLength } from "../access/password-length.ts";
import { nothing, route } from "./route.ts";

export const password = z.string().min(minPasswordLength).max(maxPasswordLength);

/** Only pages on this computer may use these routes; another device may only sign itself out. */
export const accessRoutes = {
  /** Signs out all other devices, unless it is the same password. */
  "access.setPassword": route<null>()(z.object({ password })),
  /** Lets devices on the network reach the sign-in page, or no longer. */
  "access.setNetwork": route<null>()(z.object({ isOpen: z.boolean() })),
  "access.signOut": route<null>()(z.object({ deviceId: z.string().max(64) })),
  /** A link for each address of this computer on the network; together they sign in one device. */
  "access.newLinks": route<NewLinks>()(nothing),
} as const;

export interface NewLinks {
  readonly urls: readonly string[];
  readonly validForS: number;
}

export interface AccessEvents {
  readonly "access.changed": AccessState;
}

export interface AccessSnapshot {
  readonly access: AccessState;
}
