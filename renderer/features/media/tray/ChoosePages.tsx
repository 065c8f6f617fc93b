import { lazy, Suspense, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import type { PagesDialogProps } from "./PagesDialog.tsx";

const PagesDialog = lazy(async () => ({ default: (await import("./PagesDialog.tsx")).PagesDialog }));

/** Opens the page dialog immediately; the button reopens it. */
export function ChoosePages({ draftKey, item, file, pageCount }: Omit<PagesDialogProps, "onClose">) {
  const text = useText().media;
  const [isOpen, setIsOpen] = useState(true);
  return (
    <>
      <Button size="small" aria-label={`${text.pages.choose}: ${item.name}`} onClick={() => setIsOpen(true)}>
        {text.pages.choose} · {text.waitingForPages(pageCount)}
      </Button>
      {isOpen && (
        <Suspense>
          <PagesDialog
            draftKey={draftKey}
            item={item}
            file={file}
            pageCount={pageCount}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
