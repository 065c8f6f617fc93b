import { create } from "zustand";
import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { drawForPdf } from "../../printing.ts";
import { showFailure, showNews } from "../../toasts.ts";

interface PdfExport {
  readonly title: string;
  /** `saving`: the desktop app prints and writes, or its user chooses where. It can't be stopped then. */
  readonly state: "drawing" | "saving";
}

/** The export that is going on; null: there is none. */
export const usePdfExport = create<{ readonly current: PdfExport | null }>(() => ({ current: null }));

let stopped = new AbortController();

/** Stops an export that is still being drawn. */
export function stopPdfExport(): void {
  stopped.abort();
}

/** Has the desktop app print the open chat into a file that the user chooses. */
export async function exportAsPdf({ title }: ConversationSummary): Promise<void> {
  if (usePdfExport.getState().current !== null) return;
  stopped = new AbortController();
  usePdfExport.setState({ current: { title, state: "drawing" } });
  try {
    const end = await drawForPdf(stopped.signal);
    if (end === null) return;
    usePdfExport.setState({ current: { title, state: "saving" } });
    const saved = await request("desktop.savePdf", { title }).finally(end);
    const text = getText();
    if (!saved.ok) {
      const { title: failure, detail } = describeFailure(saved.error, text);
      showFailure({ text: failure, detail });
    } else if (saved.value !== null) {
      showNews({ text: text.conversations.pdf.saved(title), detail: saved.value.path });
    }
  } finally {
    usePdfExport.setState({ current: null });
  }
}
