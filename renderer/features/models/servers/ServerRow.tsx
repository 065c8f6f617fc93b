import { useRef, useState, type ReactNode } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { FailureNote } from "../hub/FailureNote.tsx";
import { describeState, destinationOf } from "./describe-server.ts";
import { RemoveServerDialog } from "./RemoveServerDialog.tsx";
import { ServerForm } from "./ServerForm.tsx";
import { ServerModels } from "./ServerModels.tsx";
import styles from "./Servers.module.css";
import { refreshServer } from "./servers-store.ts";

export interface ServerRowProps {
  readonly server: RemoteServer;
  /** Announced by screen readers. */
  readonly onNews: (news: string) => void;
}

/** One server: where it is, how the connection went, and its models. */
export function ServerRow({ server, onNews }: ServerRowProps) {
  const words = useText().servers;
  const { name, url, state, models } = server;
  const [isEditing, setIsEditing] = useState(false);
  // Some servers have hundreds of models.
  const [isOpen, setIsOpen] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsEditing(false);
    // The form disappears, so the focus has to move.
    editButton.current?.focus();
  };
  return (
    <li className={styles.server} aria-label={name}>
      <div className={styles.head}>
        <span className={styles.icon}>
          <Icon name="server" />
        </span>
        <div className={styles.words}>
          <h3 className={styles.name}>
            <MiddleCut text={name} />
          </h3>
          <p className={styles.fine}>
            <MiddleCut text={url} />
          </p>
        </div>
        <IconButton
          icon="regenerate"
          label={words.retry(name)}
          onClick={() => void refreshServer(server.id)}
        />
        <IconButton
          ref={editButton}
          icon="edit"
          label={words.edit(name)}
          aria-expanded={isEditing}
          onClick={() => setIsEditing(!isEditing)}
        />
        <IconButton icon="trash" label={words.remove(name)} onClick={() => setIsRemoving(true)} />
      </div>
      {isEditing ? (
        <ServerForm server={server} onNews={onNews} onClose={close} />
      ) : (
        <>
          <State server={server} onEdit={() => setIsEditing(true)}>
            {models.length > 0 && (
              <Button size="small" variant="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
                {isOpen ? words.hideModels : words.showModels}
              </Button>
            )}
          </State>
          {models.length > 0 && isOpen && <ServerModels server={server} />}
          {state.type === "ready" && models.length === 0 && <p className={styles.fine}>{words.noModels}</p>}
          <p className={styles.fine}>{destinationOf(url, words)}</p>
        </>
      )}
      {isRemoving && <RemoveServerDialog server={server} onClose={() => setIsRemoving(false)} />}
    </li>
  );
}

interface StateProps {
  readonly server: RemoteServer;
  readonly onEdit: () => void;
  /** At the end of the line. */
  readonly children: ReactNode;
}

function State({ server, onEdit, children }: StateProps) {
  const words = useText().servers;
  const { state } = server;
  if (state.type === "failed") {
    return (
      <>
        <FailureNote failure={state.error} onRetry={() => void refreshServer(server.id)}>
          {state.error.code === "server-refused-key" && (
            <Button size="small" onClick={onEdit}>
              {words.enterKey}
            </Button>
          )}
        </FailureNote>
        <div className={styles.state}>{children}</div>
      </>
    );
  }
  return (
    <div className={styles.state}>
      <span className={styles.found} data-state={state.type}>
        <Icon name={state.type === "ready" ? "checkCircle" : "clock"} size={16} />
        {describeState(server, words)}
      </span>
      {children}
    </div>
  );
}
