import { useId, useState, type ComponentType } from "react";
import type { ChatTools } from "../../../shared/tools/chat-tools.ts";
import type { ToolGroup } from "../../../shared/tools/tool-group.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { useText } from "../../i18n/i18n.ts";
import { Chevron } from "../../ui/Chevron.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { isThisComputer } from "../../this-computer.ts";
import { FolderList } from "./FolderList.tsx";
import { ToolRow } from "./ToolRow.tsx";
import { titleOfGroup } from "./tool-words.ts";
import { setInNewChats, useTools } from "./tools-store.ts";
import styles from "./ToolsMenu.module.css";

export interface ToolGroupRowProps {
  readonly group: ToolGroup;
  readonly tools: ChatTools;
  readonly onChange: (tools: ChatTools) => void;
  /** What a group has beside tools. */
  readonly Offers: ComponentType<{ readonly groupId: string }> | undefined;
}

/** A group of tools: its switch, and behind a disclosure what is in it. */
export function ToolGroupRow({ group, tools, onChange, Offers }: ToolGroupRowProps) {
  const text = useText();
  const detailsId = useId();
  const hintId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const isOn = tools.sources.includes(group.id);
  const title = titleOfGroup(group, text);
  const turn = (on: boolean) => {
    const others = tools.sources.filter((id) => id !== group.id);
    onChange({ ...tools, sources: on ? [...others, group.id] : others });
  };
  return (
    <li className={styles.group}>
      <div className={styles.line}>
        <Switch isOn={isOn} onChange={turn} aria-describedby={hintId} className={styles.switch}>
          {title}
        </Switch>
        <button
          type="button"
          className={styles.disclosure}
          aria-label={text.tools.detailsOf(title)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Chevron isOpen={isOpen} />
        </button>
      </div>
      <p id={hintId} className={styles.hint}>
        <GroupHint group={group} />
      </p>
      {isOpen && (
        <div id={detailsId} className={styles.details}>
          <Details group={group} title={title} tools={tools} onChange={onChange} Offers={Offers} />
        </div>
      )}
    </li>
  );
}

function GroupHint({ group: { id, state } }: Pick<ToolGroupRowProps, "group">) {
  const text = useText();
  switch (state.type) {
    case "starting":
      return text.tools.starting;
    case "failed":
      return <span className={styles.failed}>{describeFailure(state.error, text).title}</span>;
    case "idle":
    case "ready": {
      const hint = text.tools.groups[id]?.hint;
      if (hint !== undefined) return hint;
      if (state.type === "idle") return text.tools.idle;
      return [...new Set(state.tools.map(({ access }) => text.tools.access[access]))].join(" · ");
    }
  }
}

function Details({ group, title, tools, onChange, Offers }: ToolGroupRowProps & { readonly title: string }) {
  const text = useText();
  const isInNewChats = useTools((state) => state.inNewChats.includes(group.id));
  const { state } = group;
  return (
    <>
      {state.type === "failed" && (
        <p className={styles.failed}>{describeFailure(state.error, text).detail}</p>
      )}
      {state.type === "ready" && (
        <ul className={styles.tools} aria-label={text.tools.toolsOf(title)}>
          {state.tools.map((tool) => (
            <ToolRow key={tool.key} tool={tool} tools={tools} onChange={onChange} />
          ))}
        </ul>
      )}
      {state.type === "ready" && state.tools.some(({ access }) => access !== "computes") && (
        <p className={styles.hint}>{isThisComputer() ? text.tools.rulesHint : text.tools.decidedThere}</p>
      )}
      {group.id === "files" && <FolderList />}
      {Offers && <Offers groupId={group.id} />}
      <Switch
        isOn={isInNewChats}
        onChange={(isOn) => void setInNewChats(group.id, isOn)}
        className={styles.switch}
      >
        {text.tools.inNewChats}
      </Switch>
    </>
  );
}
