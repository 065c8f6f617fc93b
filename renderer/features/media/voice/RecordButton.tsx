import { lazy, Suspense, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { recordButtonId } from "../attach/open-tools.ts";
import { IconButton } from "../../../ui/IconButton.tsx";

const VoiceDialog = lazy(async () => ({ default: (await import("./VoiceDialog.tsx")).VoiceDialog }));

export function RecordButton({ draftKey }: { readonly draftKey: string }) {
  const text = useText().media.voice;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <IconButton id={recordButtonId} icon="microphone" label={text.record} onClick={() => setIsOpen(true)} />
      {isOpen && (
        <Suspense>
          <VoiceDialog draftKey={draftKey} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
