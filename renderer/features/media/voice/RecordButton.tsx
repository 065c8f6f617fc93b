import { lazy, Suspense } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { closeRecorder, openRecorder, useRecorderRequest } from "./recorder-request.ts";

const VoiceDialog = lazy(async () => ({ default: (await import("./VoiceDialog.tsx")).VoiceDialog }));

export function RecordButton({ draftKey }: { readonly draftKey: string }) {
  const text = useText().media.voice;
  const request = useRecorderRequest((state) => state.request);
  return (
    <>
      <IconButton icon="microphone" label={text.record} onClick={() => openRecorder()} />
      {request && (
        <Suspense>
          <VoiceDialog draftKey={draftKey} onAttached={request.onAttached} onClose={closeRecorder} />
        </Suspense>
      )}
    </>
  );
}
