import { use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { CapableModels } from "../CapableModels.tsx";
import { MediaHostContext } from "../media-host.ts";
import styles from "./NoAudioInputDialog.module.css";

export interface NoAudioInputDialogProps {
  readonly onRecord: () => void;
  readonly onClose: () => void;
}

/**
 * Shown instead of the recorder if the model takes no audio. Switching to one that does starts the recording.
 */
export function NoAudioInputDialog({ onRecord, onClose }: NoAudioInputDialogProps) {
  const text = useText();
  const { modelName } = use(MediaHostContext);
  return (
    <Dialog
      title={text.media.voice.title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button icon="microphone" onClick={onRecord}>
            {text.media.voice.anyway}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{text.media.cannotHear(modelName)}</p>
        <CapableModels needed={["hears"]} onLeave={onClose} />
        <p className={styles.hint}>{text.media.voice.anywayHint}</p>
      </div>
    </Dialog>
  );
}
