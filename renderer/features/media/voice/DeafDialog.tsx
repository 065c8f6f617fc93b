import { use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { AbleModels } from "../AbleModels.tsx";
import { MediaHostContext } from "../media-host.ts";
import styles from "./DeafDialog.module.css";

export interface DeafDialogProps {
  readonly onRecord: () => void;
  readonly onClose: () => void;
}

/** With a model that hears in its place, the recording begins by itself. */
export function DeafDialog({ onRecord, onClose }: DeafDialogProps) {
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
        <AbleModels needed={["hears"]} onLeave={onClose} />
        <p className={styles.hint}>{text.media.voice.anywayHint}</p>
      </div>
    </Dialog>
  );
}
