import { useState, type SubmitEvent } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf, serverUrl } from "../../../../shared/models/server-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { useDownloads } from "../downloads/downloads-store.ts";
import { FailureNote } from "../hub/FailureNote.tsx";
import { describeState, destinationOf } from "./describe-server.ts";
import styles from "./Servers.module.css";
import { addServer, updateServer, useServers } from "./servers-store.ts";
import { isKey, keyOf } from "./typed-key.ts";

export interface ServerFormProps {
  /** null: a new one. */
  readonly server: RemoteServer | null;
  /** Announced by screen readers. */
  readonly onNews: (news: string) => void;
  readonly onClose: () => void;
}

/**
 * The address, key and name of a server. Connect saves them and connects; the form stays open where that
 * fails, with what can be done about it.
 */
export function ServerForm({ server: edited, onNews, onClose }: ServerFormProps) {
  const text = useText();
  const words = text.servers;
  // A server that could not be reached is added too. Connecting again changes that one.
  const [addedId, setAddedId] = useState(edited?.id ?? null);
  const server = useServers((state) => state.servers.find(({ id }) => id === addedId) ?? null);
  const [url, setUrl] = useState(edited?.url ?? "");
  const [key, setKey] = useState("");
  const [name, setName] = useState(edited === null || edited.name === hostOf(edited.url) ? "" : edited.name);
  const [isChecked, setIsChecked] = useState(false);
  const [isConnecting, setIsConnecting] = useState(false);
  const base = serverUrl(url);
  const hasMoved = server?.hasKey === true && base !== null && hostOf(base) !== hostOf(server.url);
  const { keeping } = useDownloads((state) => state.hubToken);

  const connect = async () => {
    setIsChecked(true);
    if (isConnecting || base === null || !isKey(key)) return;
    setIsConnecting(true);
    const typed = { url: base, name: name.trim(), ...keyOf(key) };
    const connected = await (addedId === null
      ? addServer(typed)
      : updateServer({ serverId: addedId, ...typed }));
    setIsConnecting(false);
    if (connected === null) return;
    setAddedId(connected.id);
    if (connected.state.type === "failed") return;
    onNews(words.connectedTo(connected.name, describeState(connected, words) ?? ""));
    onClose();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void connect();
  };
  const failure = !isConnecting && isChecked && server?.state.type === "failed" ? server.state.error : null;
  const keyHints =
    server?.hasKey === true
      ? [hasMoved ? words.keyDropped(hostOf(server.url)) : words.keySaved]
      : [words.keyHint];

  return (
    <form
      className={styles.form}
      aria-label={edited ? words.edit(edited.name) : words.addTitle}
      onSubmit={submit}
    >
      <TextField
        type="text"
        inputMode="url"
        label={words.url}
        hint={words.urlHint}
        error={isChecked && base === null ? words.urlWrong : undefined}
        autoFocus
        placeholder="http://192.168.1.5:8080/v1"
        value={url}
        onChange={setUrl}
      />
      <TextField
        type="password"
        label={words.key}
        hint={[...keyHints, words.keyKept[keeping]].join(" ")}
        error={isChecked && !isKey(key) ? words.keyWrong : undefined}
        value={key}
        onChange={setKey}
      />
      <TextField
        type="text"
        label={words.name}
        hint={words.nameHint}
        maxLength={100}
        value={name}
        onChange={setName}
      />
      {base !== null && <p className={styles.destination}>{destinationOf(base, words)}</p>}
      {failure && <FailureNote failure={failure} onRetry={() => void connect()} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" aria-disabled={isConnecting}>
          {isConnecting ? words.connecting : words.connect}
        </Button>
        <Button onClick={onClose}>{addedId === null ? text.common.cancel : text.common.close}</Button>
        {server?.hasKey === true && (
          <Button variant="quiet" onClick={() => void updateServer({ serverId: server.id, key: null })}>
            {words.removeKey}
          </Button>
        )}
      </div>
    </form>
  );
}
