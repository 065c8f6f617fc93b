import { use, useState } from "react";
import { MediaHostContext } from "../media-host.ts";
import { DeafDialog } from "./DeafDialog.tsx";
import { RecorderDialog, type RecorderDialogProps } from "./RecorderDialog.tsx";

/** A model that can't hear is told of before anything is said to it; who wants to can record all the same. */
export function VoiceDialog(props: RecorderDialogProps) {
  const { senses } = use(MediaHostContext);
  const isDeaf = senses?.hears === false;
  // A recording that has begun goes on, whatever becomes of the model.
  const [hasBegun, setHasBegun] = useState(!isDeaf);
  if (!hasBegun && !isDeaf) setHasBegun(true);
  return hasBegun ? (
    <RecorderDialog {...props} />
  ) : (
    <DeafDialog onRecord={() => setHasBegun(true)} onClose={props.onClose} />
  );
}
