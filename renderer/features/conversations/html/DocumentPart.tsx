import type { ReactNode } from "react";
import { assertNever } from "../../../../shared/assert-never.ts";
import type { ExportWords } from "../../../../shared/chat/export-words.ts";
import type { MediaContent, MessagePart, ToolCallPart } from "../../../../shared/chat/message-part.ts";
import { readReceipt } from "../../../../shared/receipts/read-receipt.ts";
import { safeUrl } from "../../../ui/markdown/safe-url.ts";
import { StillMarkdown } from "../../../ui/markdown/StillMarkdown.tsx";
import { DocumentReceipt } from "./DocumentReceipt.tsx";
import type { EmbeddedMedia } from "./embedded-media.ts";

export interface DocumentPartProps {
  readonly part: MessagePart;
  /** Written by the user: shown as it was typed. */
  readonly isTyped: boolean;
  readonly media: EmbeddedMedia;
  readonly words: ExportWords;
}

export function DocumentPart({ part, isTyped, media, words }: DocumentPartProps): ReactNode {
  switch (part.type) {
    case "text":
      if (part.text.trim() === "") return null;
      return isTyped ? (
        <p className="typed" dir="auto">
          {part.text}
        </p>
      ) : (
        <StillMarkdown text={part.text} />
      );
    case "transcript":
      return <StillMarkdown text={part.text} />;
    case "receipt": {
      const read = readReceipt(part.text);
      return read.type === "receipt" ? (
        <DocumentReceipt receipt={read.receipt} words={words} />
      ) : (
        <StillMarkdown text={part.text} />
      );
    }
    case "reasoning":
      if (part.text.trim() === "") return null;
      return (
        <details>
          <summary>{words.reasoning}</summary>
          <StillMarkdown text={part.text} />
        </details>
      );
    case "tool-call": {
      const outcome = outcomeOf(part, words);
      return (
        <details>
          <summary>{`${words.toolCall(part.name)}${outcome === null ? "" : ` (${outcome})`}`}</summary>
          <pre>{JSON.stringify(part.arguments, null, 2)}</pre>
        </details>
      );
    }
    case "tool-result":
      return (
        <>
          <details>
            <summary>{part.isError ? words.toolError(part.name) : words.toolResult(part.name)}</summary>
            <pre>{part.text}</pre>
          </details>
          {part.media?.map((medium) => (
            <Medium key={medium.hash} medium={medium} media={media} words={words} />
          ))}
          {part.files?.map(({ name, hash }) => (
            <p key={hash} className="note">{`${name}: ${words.notIncluded}`}</p>
          ))}
        </>
      );
    case "source": {
      const url = safeUrl(part.url);
      const title = part.title.trim() === "" ? part.url : part.title;
      const label = part.number === undefined ? words.source : `${words.source} ${part.number}`;
      return (
        <div className="note">
          {`${label}: `}
          {url === null ? title : <a href={url}>{title}</a>}
          {part.excerpt !== null && part.excerpt.trim() !== "" && (
            <blockquote className="given">{part.excerpt.trim()}</blockquote>
          )}
        </div>
      );
    }
    case "media":
      return <Medium medium={part} media={media} words={words} />;
    case "file":
      return (
        <details>
          <summary>{part.name}</summary>
          <pre dir="auto">{part.text}</pre>
        </details>
      );
    case "unknown":
      return <p className="note">{words.newerVersion}</p>;
    default:
      return assertNever(part);
  }
}

interface MediumProps {
  readonly medium: MediaContent;
  readonly media: EmbeddedMedia;
  readonly words: ExportWords;
}

function Medium({ medium: { kind, hash, name }, media, words }: MediumProps) {
  const uri = media.get(hash);
  if (uri === undefined) return <p className="note">{`${name}: ${words.notIncluded}`}</p>;
  return (
    <figure>
      {kind === "image" ? (
        <img src={uri} alt={name} />
      ) : kind === "audio" ? (
        <audio src={uri} aria-label={name} controls />
      ) : (
        <video src={uri} aria-label={name} controls />
      )}
      <figcaption>{name}</figcaption>
    </figure>
  );
}

function outcomeOf({ approval, state }: ToolCallPart, { notRun }: ExportWords): string | null {
  if (approval === "denied") return notRun.denied;
  return state === "interrupted" || state === "failed" ? notRun[state] : null;
}
