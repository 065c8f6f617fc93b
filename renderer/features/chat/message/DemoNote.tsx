import { use } from "react";
import { mediaOf, type Message } from "../../../../shared/chat/message.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ChatHostContext } from "../chat-host.ts";
import styles from "./DemoNote.module.css";

/** Below a reply of the demo model to an image or a recording: what it knows, and what real models do. */
export function DemoNote({ reply, question }: { readonly reply: Message; readonly question: Message | null }) {
  const { demo, chat } = useText();
  const { models, onFindModel } = use(ChatHostContext);
  const name = models.find(({ isDemo }) => isDemo)?.name;
  const media = question === null ? [] : mediaOf(question);
  if (name === undefined || reply.modelName !== name || media.length === 0) return null;
  const hasSeen = media.some(({ kind }) => kind !== "audio");
  return (
    <div role="note" aria-label={demo.label} className={styles.note}>
      <p>{hasSeen ? demo.hasRead : demo.hasHeard}</p>
      <Button size="small" icon="model" onClick={() => onFindModel(hasSeen ? "sees" : "hears")}>
        {chat.start.getModel}
      </Button>
    </div>
  );
}
