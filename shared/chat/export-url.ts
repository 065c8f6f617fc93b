import type { ConversationId } from "./message.ts";

/** Path prefix, followed by the id of the chat to export. */
export const exportPath = "/export/";

/** What the services make of a chat; the page itself prints it and makes HTML of it. */
export type ExportFormat = "markdown" | "json";

export interface ExportChoice {
  readonly format: ExportFormat;
  /** Of the headings in the file. */
  readonly language: string;
  /** IANA name of the zone that dates are in. */
  readonly timeZone: string;
}

/** URL of a chat's export, in the window and in serve mode. */
export function exportPathOf(id: ConversationId, { format, language, timeZone }: ExportChoice): string {
  const query = Object.entries({ language, format, zone: timeZone })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return `${exportPath}${encodeURIComponent(id)}?${query}`;
}
