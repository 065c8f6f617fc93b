import { useEffect, useState, type KeyboardEvent } from "react";
import type { McpOffers as Offers, McpPrompt } from "../../../shared/tools/mcp/mcp-offers.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Mcp.module.css";
import { filesOfResource, offersOf, textOfPrompt } from "./mcp-offers-requests.ts";
import { useMcp } from "./mcp-store.ts";

export interface McpOffersProps {
  /** Of a group of tools; for one that is no MCP server, nothing is shown. */
  readonly groupId: string;
  readonly onInsert: (text: string) => void;
  readonly onAttach: (files: readonly File[]) => void;
}

/** Prompts that can be inserted into the message, and resources that can be attached to it. */
export function McpOffers({ groupId, onInsert, onAttach }: McpOffersProps) {
  const words = useText().mcp;
  const isReady = useMcp((state) =>
    state.servers.some(({ id, state: { type } }) => id === groupId && type === "ready"),
  );
  const [offers, setOffers] = useState<Offers | null>(null);
  const [opened, setOpened] = useState<McpPrompt | null>(null);
  useEffect(() => {
    if (isReady) void offersOf(groupId).then(setOffers);
  }, [groupId, isReady]);
  if (offers === null) return null;
  const insert = async (prompt: McpPrompt, fields: Readonly<Record<string, string>>) => {
    const text = await textOfPrompt({ serverId: groupId, name: prompt.name, fields });
    if (text === null) return;
    setOpened(null);
    onInsert(text);
  };
  const attach = async (uri: string) => {
    const files = await filesOfResource({ serverId: groupId, uri });
    if (files !== null) onAttach(files);
  };
  return (
    <>
      {offers.prompts.length > 0 && (
        <section aria-label={words.prompts}>
          <p className={styles.fine}>{words.prompts}</p>
          <ul className={styles.offers}>
            {offers.prompts.map((prompt) => (
              <li key={prompt.name}>
                <Button
                  size="small"
                  variant="quiet"
                  title={prompt.description}
                  aria-expanded={prompt.fields.length > 0 ? opened === prompt : undefined}
                  onClick={() =>
                    prompt.fields.length === 0
                      ? void insert(prompt, {})
                      : setOpened(opened === prompt ? null : prompt)
                  }
                >
                  {prompt.title}
                </Button>
                {opened === prompt && (
                  <PromptFields prompt={prompt} onDone={(fields) => void insert(prompt, fields)} />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {offers.resources.length > 0 && (
        <section aria-label={words.resources}>
          <p className={styles.fine}>{words.resources}</p>
          <ul className={styles.offers}>
            {offers.resources.map(({ uri, title, description }) => (
              <li key={uri}>
                <Button
                  size="small"
                  variant="quiet"
                  title={[description, uri].filter((line) => line !== "").join("\n")}
                  onClick={() => void attach(uri)}
                >
                  {title}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface PromptFieldsProps {
  readonly prompt: McpPrompt;
  readonly onDone: (fields: Readonly<Record<string, string>>) => void;
}

function PromptFields({ prompt, onDone }: PromptFieldsProps) {
  const words = useText().mcp;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const isComplete = prompt.fields.every(
    ({ name, isRequired }) => !isRequired || (typed[name] ?? "").trim() !== "",
  );
  const done = () => {
    const given = Object.entries(typed).filter(([, value]) => value.trim() !== "");
    if (isComplete) onDone(Object.fromEntries(given));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The message box is in the same form.
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    done();
  };
  return (
    <div className={styles.form}>
      {prompt.fields.map(({ name, description, isRequired }) => (
        <TextField
          key={name}
          type="text"
          label={isRequired ? `${name} (${words.required})` : name}
          hint={description === "" ? undefined : description}
          value={typed[name] ?? ""}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
          onKeyDown={onKeyDown}
        />
      ))}
      <div className={styles.buttons}>
        <Button size="small" aria-disabled={!isComplete} onClick={done}>
          {words.insert}
        </Button>
      </div>
    </div>
  );
}
