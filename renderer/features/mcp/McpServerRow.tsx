import { useRef, useState } from "react";
import { commandLine, type McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Mcp.module.css";
import { McpServerForm } from "./McpServerForm.tsx";
import { MessagesDialog } from "./MessagesDialog.tsx";
import { confirmServer, restartServer, signOut, updateServer } from "./mcp-store.ts";
import { SignIn } from "./SignIn.tsx";
import { RemoveMcpDialog } from "./RemoveMcpDialog.tsx";

type Opened = "edit" | "messages" | "remove" | null;

/** One server: what is started, how that went, and what can be done about it. */
export function McpServerRow({ server }: { readonly server: McpServer }) {
  const words = useText().mcp;
  const { id, name, state, connection } = server;
  const [opened, setOpened] = useState<Opened>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpened(null);
    editButton.current?.focus();
  };
  const isConfirmed = state.type !== "unconfirmed";
  return (
    <li className={styles.server} aria-label={name}>
      <div className={styles.head}>
        <div className={styles.name}>
          <h3>
            <MiddleCut text={name} />
          </h3>
        </div>
        {isConfirmed && (
          <>
            {state.type !== "off" && (
              <IconButton
                icon="regenerate"
                label={words.restart(name)}
                onClick={() => void restartServer(id)}
              />
            )}
            <Switch
              isOn={state.type !== "off"}
              onChange={(isOn) => void updateServer({ serverId: id, isOn })}
              aria-label={words.turn(name)}
            />
          </>
        )}
        <IconButton
          ref={editButton}
          icon="edit"
          label={words.edit(name)}
          aria-expanded={opened === "edit"}
          onClick={() => setOpened(opened === "edit" ? null : "edit")}
        />
        <IconButton icon="trash" label={words.remove(name)} onClick={() => setOpened("remove")} />
      </div>
      {opened === "edit" ? (
        <McpServerForm server={server} onClose={close} />
      ) : (
        <>
          <Destination server={server} />
          {state.type === "unconfirmed" ? (
            <Confirmation server={server} />
          ) : (
            <State
              server={server}
              onMessages={connection.type === "stdio" ? () => setOpened("messages") : null}
            />
          )}
        </>
      )}
      {opened === "messages" && <MessagesDialog server={server} onClose={() => setOpened(null)} />}
      {opened === "remove" && <RemoveMcpDialog server={server} onClose={() => setOpened(null)} />}
    </li>
  );
}

/** All of what is started: a command may hide what it does in its last argument. */
function Destination({ server: { connection, secretNames } }: { readonly server: McpServer }) {
  const words = useText().mcp;
  return (
    <>
      <p className={styles.fine}>{connection.type === "stdio" ? words.runs : words.sendsTo}</p>
      <code className={styles.command}>
        {connection.type === "stdio" ? commandLine(connection) : connection.url}
      </code>
      {secretNames.length > 0 && <p className={styles.fine}>{words.with(secretNames.join(", "))}</p>}
    </>
  );
}

function Confirmation({ server: { id, connection } }: { readonly server: McpServer }) {
  const words = useText().mcp;
  return (
    <div className={styles.confirm}>
      <p>{connection.type === "stdio" ? words.confirmQuestion : words.confirmUrlQuestion}</p>
      <Button variant="primary" size="small" onClick={() => void confirmServer(id)}>
        {words.confirm}
      </Button>
    </div>
  );
}

interface StateProps {
  readonly server: McpServer;
  readonly onMessages: (() => void) | null;
}

function State({ server: { id, state, isSignedIn }, onMessages }: StateProps) {
  const text = useText();
  const words = text.mcp;
  const messages = onMessages && (
    <Button size="small" onClick={onMessages}>
      {words.messages}
    </Button>
  );
  if (state.type === "failed") {
    const { title, detail } = describeFailure(state.error, text);
    return (
      <div role="alert" className={styles.failure}>
        <p className={styles.failureTitle}>{title}</p>
        <p>{detail}</p>
        {state.error.data.reason === "sign-in" && <SignIn serverId={id} />}
        {messages && <div className={styles.buttons}>{messages}</div>}
      </div>
    );
  }
  return (
    <>
      <div className={styles.state}>
        <span className={styles.mark} data-state={state.type}>
          <Icon name={state.type === "ready" ? "checkCircle" : "clock"} size={16} />
          {state.type === "ready" ? words.ready(state.about.toolCount) : words.states[state.type]}
        </span>
        {messages}
        {isSignedIn && (
          <Button size="small" onClick={() => void signOut(id)}>
            {words.signOut}
          </Button>
        )}
      </div>
      {state.type === "ready" && (
        <p className={styles.fine}>
          {words.about(state.about.program, state.about.protocolVersion)}
          {state.about.hasMoreTools && ` · ${words.hasMoreTools}`}
        </p>
      )}
    </>
  );
}
