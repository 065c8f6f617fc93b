import { draftKey, removeDraftsOfChats } from "./features/chat/state/drafts.ts";
import { deleteAllConversations } from "./features/conversations/conversations-store.ts";
import { removeItemsExcept } from "./features/media/state/attachments.ts";
import { clearTasksExcept } from "./features/tasks/state/chosen-tasks.ts";
import { getText } from "./i18n/i18n.ts";
import { showNews } from "./toasts.ts";

/** Deletes all chats with their drafts. What was begun for a new chat stays. */
export async function deleteAllChats(): Promise<boolean> {
  if (!(await deleteAllConversations())) return false;
  const newChat = draftKey(null);
  removeDraftsOfChats();
  removeItemsExcept(newChat);
  clearTasksExcept(newChat);
  showNews({ text: getText().settings.deletedAll });
  return true;
}
