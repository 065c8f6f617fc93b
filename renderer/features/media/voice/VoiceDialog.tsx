import { use, useState } from "react";
import { MediaHostContext } from "../media-host.ts";
import { NoAudioInputDialog } from "./NoAudioInputDialog.tsx";
import { RecorderDialog, type RecorderDialogProps } from "./RecorderDialog.tsx";

/** Warns before recording that the model takes no audio; the user can record anyway. */
export function VoiceDialog(props: RecorderDialogProps) {
  const { capabilities } = use(MediaHostContext);
  const cannotHear = capabilities?.hears === false;
  // Once started, a recording continues even if the model changes.
  const [hasBegun, setHasBegun] = useState(!cannotHear);
  if (!hasBegun && !cannotHear) setHasBegun(true);
  return hasBegun ? (
    <RecorderDialog {...props} />
  ) : (
    <NoAudioInputDialog onRecord={() => setHasBegun(true)} onClose={props.onClose} />
  );
}
