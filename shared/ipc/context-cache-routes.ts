import { nothing, route } from "./route.ts";

export interface ContextCacheState {
  /** What is kept of all chats and models. */
  readonly bytes: number;
  /** The limit that applies where the user chose none. */
  readonly automaticBudgetBytes: number;
}

export const contextCacheRoutes = {
  "contextCache.state": route<ContextCacheState>()(nothing),
  /** Deletes all of it. */
  "contextCache.clear": route<ContextCacheState>()(nothing),
} as const;
