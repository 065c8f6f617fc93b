import type { ReactNode } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../Icon.tsx";
import styles from "./Markdown.module.css";
import { safeUrl } from "./safe-url.ts";

export interface ReplyLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Images are never loaded from URLs in a reply; they are shown as links marked as images. */
  readonly isImage?: boolean;
}

/** An external link with its URL on hover; a URL that is not allowed is shown as plain text. */
export function ReplyLink({ href, children, isImage = false }: ReplyLinkProps) {
  const text = useText();
  const url = safeUrl(href);
  const content = isImage ? (
    <span className={styles.image}>
      <Icon name="image" size={16} />
      {children === "" ? text.chat.markdown.image : children}
    </span>
  ) : (
    children
  );
  if (url === null) return content;
  return (
    <a href={url} title={url} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}
