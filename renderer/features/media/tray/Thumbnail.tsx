import type { Attachment } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import styles from "./Thumbnail.module.css";

export function Thumbnail({ item }: { readonly item: AttachmentItem }) {
  const attachment = attachmentOf(item);
  const hash = attachment?.type === "media" ? attachment.thumbnailHash : null;
  return (
    <span className={styles.frame} aria-hidden="true">
      {hash === null ? (
        <Icon name={iconOf(attachment, item)} />
      ) : (
        <img className={styles.image} src={mediaUrl(hash)} alt="" draggable={false} />
      )}
    </span>
  );
}

function iconOf(attachment: Attachment | null, { state, source }: AttachmentItem): IconName {
  if (state.type === "failed") return "alert";
  if (attachment?.type === "media" && attachment.kind === "audio") return "wave";
  return attachment === null && source.type.startsWith("image/") ? "image" : "file";
}
