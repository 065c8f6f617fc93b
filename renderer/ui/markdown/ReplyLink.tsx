import type { ReactNode } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../Icon.tsx";
import styles from "./Markdown.module.css";
import { safeUrl } from "./safe-url.ts";

export interface ReplyLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** A picture is never loaded from where a model says: it is a link that says so. */
  readonly isImage?: boolean;
}

/** A link to the outside, with its true address on hover; what may not be followed is plain text. */
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
