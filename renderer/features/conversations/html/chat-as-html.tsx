import { renderToStaticMarkup } from "react-dom/server";
import type { Conversation } from "../../../../shared/chat/conversation.ts";
import { exportWords } from "../../../../shared/chat/export-words.ts";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import type { Message } from "../../../../shared/chat/message.ts";
import { branchTo, treeOf } from "../../../../shared/chat/message-tree.ts";
import { numberedSources } from "../../../../shared/chat/sources.ts";
import type { Language } from "../../../i18n/language.ts";
import { CitedSources, type CitedSource } from "../../../ui/markdown/cited-sources.ts";
import { openStillDrawer } from "../../../ui/markdown/open-still-drawer.ts";
import { safeUrl } from "../../../ui/markdown/safe-url.ts";
import { StillDrawing } from "../../../ui/markdown/still-drawing.ts";
import { ChatDocument } from "./ChatDocument.tsx";
import { documentStyles } from "./document-styles.ts";
import { embeddedMedia } from "./embedded-media.ts";
import { pageStyles } from "./page-styles.ts";

/**
 * The branch that is shown, as one HTML file that needs nothing else: drawn as in the page, with its media and
 * styles inside, without scripts. Its policy forbids everything that it does not contain.
 */
export async function chatAsHtml(conversation: Conversation, language: Language): Promise<string> {
  const { title, messages, activeLeafId } = conversation;
  const branch = branchTo(treeOf(messages), activeLeafId);
  const media = await embeddedMedia(branch.flatMap(mediaIn));
  const drawer = await openStillDrawer();
  const words = exportWords(language);
  const body = (
    <StillDrawing value={drawer}>
      <CitedSources value={citedSources(branch)}>
        <ChatDocument {...{ title, branch, media, words, language }} exportedAtMs={Date.now()} />
      </CitedSources>
    </StillDrawing>
  );
  // The first drawing tells which code there is to colour.
  renderToStaticMarkup(body);
  await drawer.settle();
  const markup = renderToStaticMarkup(body);
  const head = renderToStaticMarkup(
    <>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
    </>,
  );
  const styles = `${pageStyles(markup)}\n${documentStyles}`.replaceAll("</", "<\\/");
  return `<!doctype html>\n<html lang="${language}"><head>${head}<style>${styles}</style></head><body>${markup}</body></html>\n`;
}

const policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'";

function mediaIn({ parts }: Message): readonly MediaContent[] {
  return parts.flatMap((part) => {
    if (part.type === "media") return [part];
    return part.type === "tool-result" ? (part.media ?? []) : [];
  });
}

function citedSources(branch: readonly Message[]): ReadonlyMap<number, CitedSource> {
  return new Map(
    numberedSources(branch).flatMap(({ number, title, url: address }) => {
      const url = safeUrl(address);
      return url === null ? [] : [[number, { title: title.trim() || url, url }] as const];
    }),
  );
}
