import { useText } from "../../i18n/i18n.ts";
import { useMountedShare } from "../../printing.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { stopPdfExport, usePdfExport } from "./export-as-pdf.ts";

/** Shown while a chat is exported as PDF. The chat must stay open until it is printed, so the page is inert. */
export function PdfExportDialog() {
  const text = useText();
  const { pdf } = text.conversations;
  const current = usePdfExport((state) => state.current);
  const mountedShare = useMountedShare((state) => state.share);
  if (current === null) return null;
  const isDrawing = current.state === "drawing";
  const words = isDrawing ? pdf.drawing : pdf.saving;
  return (
    <Dialog
      size="small"
      title={pdf.title(current.title)}
      onClose={isDrawing ? stopPdfExport : null}
      footer={
        <Button aria-disabled={!isDrawing} onClick={stopPdfExport}>
          {text.common.cancel}
        </Button>
      }
    >
      <p role="status">{words}</p>
      <ProgressBar label={words} value={isDrawing && mountedShare < 1 ? mountedShare : null} />
    </Dialog>
  );
}
