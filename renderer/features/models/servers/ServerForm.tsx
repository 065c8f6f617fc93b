import { useRef, useState, type SubmitEvent } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf, serverUrl } from "../../../../shared/models/server-url.ts";
import { formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { useDownloads } from "../downloads/downloads-store.ts";
import { FailureNote } from "../hub/FailureNote.tsx";
import { describeState, destinationOf } from "./describe-server.ts";
import styles from "./Servers.module.css";
import { addServer, updateServer, useServers } from "./servers-store.ts";
import { isKey, keyOf } from "../../../ui/typed-key.ts";

export interface ServerFormProps {
  /** null: a new one. */
  readonly server: RemoteServer | null;
  /** The address of a new one that a link suggests. */
  readonly askedUrl?: string | null;
  /** Announced by screen readers. */
  readonly onNews: (news: string) => void;
  readonly onClose: () => void;
  /** The new server is saved, whether it could be reached or not. */
  readonly onAdded?: (serverId: string) => void;
}

/**
 * The address, key and name of a server. Connect saves them and connects; the form stays open where that
 * fails, with what can be done about it.
 */
export function ServerForm({ server: edited, askedUrl, onNews, onClose, onAdded }: ServerFormProps) {
  const text = useText();
  const words = text.servers;
  const language = useLanguage();
  // A server that could not be reached is added too. Connecting again changes that one.
  const [addedId, setAddedId] = useState(edited?.id ?? null);
  const server = useServers((state) => state.servers.find(({ id }) => id === addedId) ?? null);
  const [url, setUrl] = useState(edited?.url ?? askedUrl ?? "");
  const [key, setKey] = useState("");
  const [name, setName] = useState(edited === null || edited.name === hostOf(edited.url) ? "" : edited.name);
  const [isChecked, setIsChecked] = useState(false);
  const [isConnecting, setIsConnecting] = useState(false);
  const urlInput = useRef<HTMLInputElement>(null);
  const keyInput = useRef<HTMLInputElement>(null);
  const isAdded = edited === null && addedId !== null;
  const base = serverUrl(url);
  const hasMoved = server?.hasKey === true && base !== null && hostOf(base) !== hostOf(server.url);
  const { keeping } = useDownloads((state) => state.hubToken);

  const connect = async () => {
    setIsChecked(true);
    if (base === null || !isKey(key)) {
      // The focused field is announced with what is wrong.
      (base === null ? urlInput : keyInput).current?.focus();
      return;
    }
    if (isConnecting) return;
    setIsConnecting(true);
    const typed = { url: base, name: name.trim(), ...keyOf(key) };
    const connected = await (addedId === null
      ? addServer(typed)
      : updateServer({ serverId: addedId, ...typed }));
    setIsConnecting(false);
    if (connected === null) return;
    setAddedId(connected.id);
    onAdded?.(connected.id);
    if (connected.state.type === "failed") return;
    onNews(words.connectedTo(connected.name, describeState(connected, words) ?? ""));
    onClose();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void connect();
  };
  // A failure is about the address that was tried, not about the one being typed.
  const hasFailed = isChecked && !isConnecting && base === server?.url;
  const failure = hasFailed && server.state.type === "failed" ? server.state.error : null;
  const savedKeyHint = hasMoved ? words.keyDropped(hostOf(server.url)) : words.keySaved;
  const keyHint = server?.hasKey === true ? savedKeyHint : words.keyHint;

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
        ref={urlInput}
        autoFocus
        placeholder="http://192.168.1.5:8080/v1"
        value={url}
        onChange={setUrl}
      />
      <TextField
        type="password"
        label={words.key}
        hint={formatSentences([keyHint, words.keyKept[keeping]], language)}
        error={isChecked && !isKey(key) ? words.keyWrong : undefined}
        ref={keyInput}
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
      {failure && <FailureNote failure={failure} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" aria-disabled={isConnecting}>
          {isConnecting ? words.connecting : words.connect}
        </Button>
        <Button onClick={onClose}>{isAdded ? text.common.close : text.common.cancel}</Button>
        {server?.hasKey === true && (
          <Button variant="quiet" onClick={() => void updateServer({ serverId: server.id, key: null })}>
            {words.removeKey}
          </Button>
        )}
      </div>
    </form>
  );
}
