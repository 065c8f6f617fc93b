import { mediaLimits } from "../../../../shared/media/media-limits.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { itemsOf } from "../state/attachment-list.ts";
import { attachFiles } from "../state/attachments.ts";

export interface FolderDialogProps {
  readonly draftKey: string;
  readonly folder: string;
  readonly files: readonly File[];
  readonly onClose: () => void;
}

/** Asks before the files of a dropped folder are attached. */
export function FolderDialog({ draftKey, folder, files, onClose }: FolderDialogProps) {
  const text = useText();
  const words = text.media.folder;
  const room = mediaLimits.attachments - itemsOf(draftKey).length;
  const taken = files.slice(0, room);
  const attach = () => {
    attachFiles(draftKey, taken);
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="primary" disabled={taken.length === 0} onClick={attach}>
            {words.attach(taken.length)}
          </Button>
        </>
      }
    >
      <p>{words.scope(folder, files.length)}</p>
      {taken.length < files.length && <p>{words.most(room)}</p>}
    </Dialog>
  );
}
