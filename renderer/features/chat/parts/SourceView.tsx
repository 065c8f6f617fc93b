import type { SourcePart } from "../../../../shared/chat/message-part.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Card } from "../../../ui/Card.tsx";
import { ClampedText } from "../message/ClampedText.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import styles from "./Parts.module.css";
import { SourceChips } from "./SourceChips.tsx";
import { webUrl } from "./web-url.ts";

/** Numbered sources are chips below the answer; another one is a card. */
export function SourceView({ part, joined, messageId }: PartViewPropsOf<"source">) {
  if (part.number === undefined) return <SourceCard part={part} />;
  return (
    <SourceChips
      sources={[part, ...joined.filter((other) => other.type === "source")]}
      messageId={messageId}
    />
  );
}

/**
 * A source of the answer. Its title, address and passage come from elsewhere: they are shown as text, with
 * the host that the link really leads to.
 */
function SourceCard({ part }: { readonly part: SourcePart }) {
  const text = useText().parts;
  const url = webUrl(part.url);
  const title = part.title.trim() || (url?.host ?? text.source);
  return (
    <Card
      icon="external"
      label={text.sourceNamed(title)}
      title={url ? <SourceLink url={url} title={title} /> : title}
    >
      {url && title !== url.host && <p className={styles.muted}>{url.host}</p>}
      {part.excerpt !== null && part.excerpt.trim() !== "" && (
        <blockquote className={styles.excerpt}>
          <ClampedText text={part.excerpt} />
        </blockquote>
      )}
    </Card>
  );
}

function SourceLink({ url, title }: { readonly url: URL; readonly title: string }) {
  return (
    <a href={url.href} title={url.href} target="_blank" rel="noopener noreferrer">
      {title}
    </a>
  );
}
