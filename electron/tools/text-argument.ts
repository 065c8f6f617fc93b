import type { JsonObject } from "../../shared/chat/message-part.ts";

/** An argument that is text by its schema; blank where it was left out. */
export function textArgument(args: JsonObject, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : "";
}
