import { use } from "react";
import type { FilePart, MediaPart } from "../../../../shared/chat/message-part.ts";
import { ChatHostContext } from "../chat-host.ts";
import type { PartViewProps } from "./part-view-props.ts";
import styles from "./Parts.module.css";

/** Attachments that follow each other. */
export function AttachmentsView({ part, joined }: PartViewProps<MediaPart | FilePart>) {
  const { Attached } = use(ChatHostContext).media;
  const attachments = [part, ...joined].filter((each) => each.type === "media" || each.type === "file");
  return (
    <div className={styles.attachments}>
      <Attached attachments={attachments} />
    </div>
  );
}
