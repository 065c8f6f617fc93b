import type { ListedTool, ToolGroup } from "../../../shared/tools/tool-group.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";

export function titleOfGroup(
  { id, title }: Pick<ToolGroup, "id" | "title">,
  { tools }: MessageCatalog,
): string {
  return title ?? tools.groups[id]?.title ?? id;
}

export function titleOfTool(
  { name, title }: Pick<ListedTool, "name" | "title">,
  { tools }: MessageCatalog,
): string {
  return title ?? tools.names[name] ?? name;
}
