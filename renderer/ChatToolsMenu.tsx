import { changeDraft, draftKey, draftOf } from "./features/chat/state/drafts.ts";
import { McpOffers } from "./features/mcp/McpOffers.tsx";
import { attachFiles } from "./features/media/state/attachments.ts";
import { ToolsMenu, type ToolsMenuProps } from "./features/tools/ToolsMenu.tsx";
import { useNavigation } from "./navigation.ts";

/** The Tools menu of the open chat, with what MCP servers have to put into its message. */
export function ChatToolsMenu(props: Omit<ToolsMenuProps, "Offers">) {
  return <ToolsMenu {...props} Offers={OffersForMessage} />;
}

function OffersForMessage({ groupId }: { readonly groupId: string }) {
  const key = useNavigation(({ place }) => draftKey(place.conversationId));
  const insert = (text: string) => {
    const before = draftOf(key);
    changeDraft(key, before.trim() === "" ? text : `${before}\n\n${text}`);
  };
  return <McpOffers groupId={groupId} onInsert={insert} onAttach={(files) => attachFiles(key, files)} />;
}
