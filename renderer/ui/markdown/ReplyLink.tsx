import { use, type ReactNode } from "react";
import { pageHref, readPage } from "../../page-address.ts";
import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../Icon.tsx";
import styles from "./Markdown.module.css";
import { safeUrl } from "./safe-url.ts";
import { StillDrawing } from "./still-drawing.ts";

export interface ReplyLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Images are never loaded from URLs in a reply; they are shown as links marked as images. */
  readonly isImage?: boolean;
}

/**
 * An external link with its URL on hover, or a link to the Models page of the app, which the demo model names; a
 * URL that is not allowed is shown as plain text.
 */
export function ReplyLink({ href, children, isImage = false }: ReplyLinkProps) {
  const text = useText();
  const isInFile = use(StillDrawing) !== null;
  const url = safeUrl(href);
  const content = isImage ? (
    <span className={styles.image}>
      <Icon name="image" size={16} />
      {children === "" ? text.chat.markdown.image : children}
    </span>
  ) : (
    children
  );
  if (url === null) {
    const place = isImage || isInFile ? null : modelsHref(href);
    return place === null ? content : <a href={place}>{content}</a>;
  }
  return (
    <a href={url} title={url} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}

/** Opening Models changes nothing, so a reply may lead there; no other place of the app may be named. */
function modelsHref(href: string): string | null {
  const page = href.startsWith("#") ? readPage(href) : null;
  return page?.type === "models" ? pageHref(page) : null;
}
