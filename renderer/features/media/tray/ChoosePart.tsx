import { lazy, Suspense, use, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { totalTokens } from "../attachment-tokens.ts";
import { MediaHostContext } from "../media-host.ts";
import { attachmentOf, type AttachmentItem } from "../state/attachment-item.ts";
import { useItems } from "../state/attachment-list.ts";

const PartDialog = lazy(async () => ({ default: (await import("./PartDialog.tsx")).PartDialog }));

/** Offers to attach a part of a long text: when it is too much for the context, or was chosen before. */
export function ChoosePart({ draftKey, item }: { readonly draftKey: string; readonly item: AttachmentItem }) {
  const text = useText().media.parts;
  const { contextSizeTokens } = use(MediaHostContext);
  const attachments = useItems(draftKey)
    .map(attachmentOf)
    .filter((each) => each !== null);
  const [isOpen, setIsOpen] = useState(false);
  const { state } = item;
  if (state.type !== "ready" || state.whole === undefined || state.whole.parts.length < 2) return null;
  const isTooMuch = contextSizeTokens !== null && totalTokens(attachments).tokens >= contextSizeTokens;
  if (!isTooMuch && state.range === undefined) return null;
  return (
    <>
      <Button size="small" aria-label={`${text.choose}: ${item.name}`} onClick={() => setIsOpen(true)}>
        {text.choose}
      </Button>
      {isOpen && (
        <Suspense>
          <PartDialog draftKey={draftKey} item={item} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
