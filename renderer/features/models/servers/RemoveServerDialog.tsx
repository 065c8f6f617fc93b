import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import styles from "./Servers.module.css";
import { removeServer } from "./servers-store.ts";

export interface RemoveServerDialogProps {
  readonly server: RemoteServer;
  readonly onClose: () => void;
}

/** Asks first: a removed key can't be brought back. */
export function RemoveServerDialog({ server, onClose }: RemoveServerDialogProps) {
  const text = useText();
  const words = text.servers;
  return (
    <Dialog
      title={words.removeTitle(server.name)}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="danger"
            onClick={() => {
              onClose();
              void removeServer(server);
            }}
          >
            {words.removeButton}
          </Button>
        </>
      }
    >
      <p className={styles.paragraph}>{words.removeDetail}</p>
    </Dialog>
  );
}
