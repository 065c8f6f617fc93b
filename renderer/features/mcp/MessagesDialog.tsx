import { useEffect, useState } from "react";
import type { McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Mcp.module.css";
import { messagesOf } from "./mcp-store.ts";

export interface MessagesDialogProps {
  readonly server: McpServer;
  readonly onClose: () => void;
}

/** What a server wrote to its standard error. */
export function MessagesDialog({ server: { id, name }, onClose }: MessagesDialogProps) {
  const text = useText();
  const words = text.mcp;
  const [messages, setMessages] = useState("");
  const refresh = async () => setMessages((await messagesOf(id)) ?? "");
  useEffect(() => void messagesOf(id).then((first) => setMessages(first ?? "")), [id]);
  return (
    <Dialog
      title={words.messagesOf(name)}
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => void refresh()}>{words.refresh}</Button>
          <Button onClick={onClose}>{text.common.close}</Button>
        </>
      }
    >
      <p className={styles.fine}>{words.messagesHint}</p>
      {messages.trim() === "" ? (
        <p className={styles.paragraph}>{words.noMessages}</p>
      ) : (
        <pre className={styles.messages} tabIndex={0} aria-label={words.messagesOf(name)}>
          {messages}
        </pre>
      )}
    </Dialog>
  );
}
