import { useState, type SubmitEvent } from "react";
import {
  commandLine,
  isMcpUrl,
  type McpConnection,
  type McpServer,
} from "../../../shared/tools/mcp/mcp-server.ts";
import { formatSentences } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Mcp.module.css";
import { addServer, updateServer, useMcp } from "./mcp-store.ts";
import { typedCommand } from "./typed-command.ts";
import { typedSecrets } from "./typed-secrets.ts";

export interface McpServerFormProps {
  /** null: a new one. */
  readonly server: McpServer | null;
  readonly onClose: () => void;
}

/** The command or the address of a server, with its variables or headers. */
export function McpServerForm({ server, onClose }: McpServerFormProps) {
  const text = useText();
  const words = text.mcp;
  const language = useLanguage();
  const keeping = useMcp((state) => state.keeping);
  const before = server?.connection;
  const [kind, setKind] = useState<McpConnection["type"]>(before?.type ?? "stdio");
  const [name, setName] = useState(server?.name ?? "");
  const [command, setCommand] = useState(before?.type === "stdio" ? commandLine(before) : "");
  const [cwd, setCwd] = useState(before?.type === "stdio" ? (before.cwd ?? "") : "");
  const [url, setUrl] = useState(before?.type === "http" ? before.url : "");
  const [typed, setTyped] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const isProgram = kind === "stdio";
  const secretsLabel = isProgram ? words.variables : words.headers;
  const secrets = typedSecrets(typed, isProgram ? "variables" : "headers");
  const program = typedCommand(command);
  const isPlace = isProgram ? program.command !== "" : isMcpUrl(url.trim());
  const saved = server !== null && server.connection.type === kind ? server.secretNames : [];

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (isSaving || name.trim() === "" || !isPlace || secrets.type === "wrong") return;
    setIsSaving(true);
    const connection: McpConnection = isProgram
      ? {
          type: "stdio",
          command: program.command,
          args: program.args,
          cwd: cwd.trim() === "" ? null : cwd.trim(),
        }
      : { type: "http", url: url.trim() };
    const given = typed.trim() === "" ? {} : { secrets: secrets.secrets };
    const described = { name: name.trim(), connection, ...given };
    const isSaved = await (server === null
      ? addServer(described)
      : updateServer({ serverId: server.id, ...described }));
    setIsSaving(false);
    if (isSaved) onClose();
  };

  const secretHints = [
    isProgram ? words.variablesHint : words.headersHint,
    ...(saved.length > 0 ? [words.secretsSaved(saved.join(", "))] : []),
    words.secretsKept[keeping],
  ];
  return (
    <form
      className={styles.form}
      aria-label={server ? words.edit(server.name) : words.addTitle}
      onSubmit={(event) => void save(event)}
    >
      <SegmentedControl
        label={words.kind}
        value={kind}
        choices={[
          { value: "stdio", label: words.kinds.stdio },
          { value: "http", label: words.kinds.http },
        ]}
        onChange={setKind}
      />
      <TextField
        type="text"
        label={words.name}
        error={isChecked && name.trim() === "" ? words.nameMissing : undefined}
        maxLength={100}
        autoFocus
        value={name}
        onChange={setName}
      />
      {isProgram ? (
        <>
          <TextField
            type="text"
            label={words.command}
            hint={words.commandHint}
            error={isChecked && !isPlace ? words.commandMissing : undefined}
            value={command}
            onChange={setCommand}
          />
          <TextField type="text" label={words.cwd} hint={words.cwdHint} value={cwd} onChange={setCwd} />
        </>
      ) : (
        <TextField
          type="text"
          inputMode="url"
          label={words.url}
          hint={words.urlHint}
          error={isChecked && !isPlace ? words.urlWrong : undefined}
          value={url}
          onChange={setUrl}
        />
      )}
      <TextArea
        label={secretsLabel}
        hint={formatSentences(secretHints, language)}
        error={isChecked && secrets.type === "wrong" ? words.secretsWrong(secrets.line) : undefined}
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" aria-disabled={isSaving}>
          {isSaving ? words.saving : words.save}
        </Button>
        <Button onClick={onClose}>{text.common.cancel}</Button>
      </div>
    </form>
  );
}
