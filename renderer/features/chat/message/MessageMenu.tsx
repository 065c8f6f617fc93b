import type { Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../../ui/Menu.tsx";
import { deleteMessage, forkChat } from "../state/message-actions.ts";
import { canEditReply, editReply } from "../state/reply-edits.ts";

/** What is done with a message less often. */
export function MessageMenu({ message, isLast }: { readonly message: Message; readonly isLast: boolean }) {
  const text = useText().chat.messageMenu;
  return (
    <Menu
      label={text.title}
      trigger={(trigger) => <IconButton {...trigger} size="small" icon="more" label={text.title} />}
    >
      {canEditReply(message) && (
        <MenuItem icon="edit" onSelect={() => editReply(message)}>
          {text.editReply}
        </MenuItem>
      )}
      <MenuItem icon="fork" onSelect={() => void forkChat(message.id)}>
        {text.fork}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon="trash" isDanger onSelect={() => void deleteMessage(message, "message")}>
        {text.delete}
      </MenuItem>
      {!isLast && (
        <MenuItem icon="trash" isDanger onSelect={() => void deleteMessage(message, "branch")}>
          {text.deleteBranch}
        </MenuItem>
      )}
    </Menu>
  );
}
