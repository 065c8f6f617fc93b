import type { Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { pin } from "../state/chat-actions.ts";
import styles from "./PinButton.module.css";

/**
 * Keeps a message and its reply in the context window when older messages are dropped. Always visible while
 * pinned.
 */
export function PinButton({ message }: { readonly message: Message }) {
  const text = useText().chat;
  return (
    <IconButton
      size="small"
      icon="pin"
      label={text.keepInContext}
      aria-pressed={message.isPinned}
      className={styles.pin}
      onClick={() => void pin(message, !message.isPinned)}
    />
  );
}
