import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { attachFiles } from "../state/attachments.ts";
import { RecordingMeter } from "./RecordingMeter.tsx";
import { useRecorder } from "./use-recorder.ts";
import styles from "./VoiceDialog.module.css";

export interface VoiceDialogProps {
  readonly draftKey: string;
  readonly onClose: () => void;
}

/** Records at once; what was recorded can be heard before it is attached. */
export function VoiceDialog({ draftKey, onClose }: VoiceDialogProps) {
  const text = useText();
  const words = text.media.voice;
  const { recorder, start, stop } = useRecorder();
  const attach = (note: Blob) => {
    const now = new Date();
    // A name that every file system takes.
    const date = `${now.toLocaleDateString("sv")} ${now.toLocaleTimeString("sv").replaceAll(":", ".")}`;
    attachFiles(draftKey, [new File([note], words.name(date), { type: note.type })]);
    onClose();
  };
  return (
    <Dialog
      title={recorder.type === "failed" ? words.noneTitle : words.title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          {recorder.type === "failed" && recorder.trouble !== "insecure" && (
            <Button variant="primary" onClick={() => start()}>
              {words.retry}
            </Button>
          )}
          {recorder.type === "recording" && (
            <Button variant="primary" icon="stop" autoFocus onClick={() => void stop(false)}>
              {words.stop}
            </Button>
          )}
          {recorder.type === "recorded" && (
            <>
              <Button icon="regenerate" onClick={() => start()}>
                {words.again}
              </Button>
              <Button variant="primary" autoFocus onClick={() => attach(recorder.note)}>
                {words.attach}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={styles.body}>
        {recorder.type === "starting" && <p role="status">{words.starting}</p>}
        {recorder.type === "failed" && <p role="alert">{words[recorder.trouble]}</p>}
        {recorder.type === "recording" && <RecordingMeter {...recorder} />}
        {recorder.type === "recorded" && (
          <>
            {recorder.wasCut && <p role="status">{words.longest}</p>}
            <audio className={styles.player} controls src={recorder.url} aria-label={words.play} />
          </>
        )}
      </div>
    </Dialog>
  );
}
