import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { pickFiles } from "../attach/pick-files.ts";
import { attachFiles } from "../state/attachments.ts";
import { NotePlayer } from "./NotePlayer.tsx";
import { RecordingMeter } from "./RecordingMeter.tsx";
import { useRecorder } from "./use-recorder.ts";
import styles from "./RecorderDialog.module.css";

export interface RecorderDialogProps {
  readonly draftKey: string;
  readonly onAttached: () => void;
  readonly onClose: () => void;
}

/**
 * Starts recording when opened. The note can be played before it is attached, or an existing file chosen
 * instead.
 */
export function RecorderDialog({ draftKey, onAttached, onClose }: RecorderDialogProps) {
  const text = useText();
  const words = text.media.voice;
  const { recorder, start, stop } = useRecorder();
  const attach = (files: readonly File[]) => {
    attachFiles(draftKey, files);
    onAttached();
    onClose();
  };
  const attachNote = (note: Blob) => {
    const now = new Date();
    // No colons: not every file system allows them in names.
    const date = `${now.toLocaleDateString("sv")} ${now.toLocaleTimeString("sv").replaceAll(":", ".")}`;
    attach([new File([note], words.name(date), { type: note.type })]);
  };
  const choose = async () => {
    const files = await pickFiles("recordings");
    if (files.length > 0) attach(files);
  };
  return (
    <Dialog
      title={recorder.type === "failed" ? words.noneTitle : words.title}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          {recorder.type !== "recorded" && (
            <Button icon="attach" onClick={() => void choose()}>
              {words.choose}
            </Button>
          )}
          {recorder.type === "failed" && recorder.trouble !== "insecure" && (
            <Button variant="primary" onClick={() => start()}>
              {words.retry}
            </Button>
          )}
          {recorder.type === "recording" && (
            <Button variant="primary" icon="stop" autoFocus onClick={() => stop()}>
              {words.stop}
            </Button>
          )}
          {recorder.type === "recorded" && (
            <>
              <Button icon="regenerate" onClick={() => start()}>
                {words.again}
              </Button>
              <Button variant="primary" autoFocus onClick={() => attachNote(recorder.note)}>
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
            <NotePlayer {...recorder} />
          </>
        )}
      </div>
    </Dialog>
  );
}
