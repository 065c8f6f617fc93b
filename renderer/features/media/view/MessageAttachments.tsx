import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { useText } from "../../../i18n/i18n.ts";
import { AudioPlayer } from "./AudioPlayer.tsx";
import styles from "./MessageAttachments.module.css";
import { Pictures } from "./Pictures.tsx";
import { TextFile } from "./TextFile.tsx";
import { VideoPlayer } from "./VideoPlayer.tsx";

/** A message's attachments: first all images in one grid, then the others. */
export function MessageAttachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const text = useText().media;
  const pictures = attachments.filter((each) => each.type === "media" && each.kind === "image");
  const others = attachments.filter((each) => !pictures.includes(each));
  return (
    <div role="group" aria-label={text.attached} className={styles.attachments}>
      {pictures.length > 0 && <Pictures pictures={pictures.filter((each) => each.type === "media")} />}
      {others.map((each, at) =>
        each.type === "file" ? (
          <TextFile key={at} file={each} />
        ) : each.kind === "audio" ? (
          <AudioPlayer key={at} recording={each} />
        ) : (
          <VideoPlayer key={at} video={each} />
        ),
      )}
    </div>
  );
}
