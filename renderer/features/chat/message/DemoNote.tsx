import { use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ChatHostContext } from "../chat-host.ts";
import type { DemoReading } from "./demo-reading.ts";
import styles from "./DemoNote.module.css";

/** With a reply of the demo model to an image or a recording: what it knows, and what real models do. */
export function DemoNote({ reading }: { readonly reading: DemoReading }) {
  const { demo, chat } = useText();
  const { onFindModel } = use(ChatHostContext);
  const words = {
    read: demo.hasRead,
    doubtful: demo.hasReadDoubtfully,
    "not-read": demo.hasNotRead,
    heard: demo.hasHeard,
  };
  return (
    <div role="note" aria-label={demo.label} className={styles.note}>
      <p>{words[reading]}</p>
      <Button size="small" icon="model" onClick={() => onFindModel(reading === "heard" ? "hears" : "sees")}>
        {chat.start.getModel}
      </Button>
    </div>
  );
}
