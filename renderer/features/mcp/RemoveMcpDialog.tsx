import type { McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Mcp.module.css";
import { removeServer } from "./mcp-store.ts";

export interface RemoveMcpDialogProps {
  readonly server: McpServer;
  readonly onClose: () => void;
}

/** Asks first: variables and headers can't be brought back. */
export function RemoveMcpDialog({ server, onClose }: RemoveMcpDialogProps) {
  const text = useText();
  const words = text.mcp;
  const remove = () => {
    onClose();
    void removeServer(server);
  };
  return (
    <Dialog
      title={words.removeTitle(server.name)}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button variant="danger" onClick={remove}>
            {words.removeButton}
          </Button>
        </>
      }
    >
      <p className={styles.paragraph}>{words.removeDetail}</p>
    </Dialog>
  );
}
