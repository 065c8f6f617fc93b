import type { ToolCallPart } from "../../../../shared/chat/message-part.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";

/** What a tool is called for the user; its declared name where it has no other. */
export function titleOfCall(
  { name, tool }: Pick<ToolCallPart, "name" | "tool">,
  { tools }: MessageCatalog,
): string {
  if (!tool) return name;
  return tool.title ?? tools.names[name] ?? name;
}
