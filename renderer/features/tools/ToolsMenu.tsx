import type { ComponentType } from "react";
import { useText } from "../../i18n/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Popover } from "../../ui/Popover.tsx";
import type { ChatTools } from "../../../shared/tools/chat-tools.ts";
import { ToolGroupRow } from "./ToolGroupRow.tsx";
import { useTools } from "./tools-store.ts";
import styles from "./ToolsMenu.module.css";

export interface ToolsMenuProps {
  /** Those of the chat. */
  readonly tools: ChatTools;
  readonly onChange: (tools: ChatTools) => void;
  /** What a group has beside tools. */
  readonly Offers?: ComponentType<{ readonly groupId: string }>;
}

/** Shows which tools a chat has and what each may do. */
export function ToolsMenu({ tools, onChange, Offers }: ToolsMenuProps) {
  const text = useText().tools;
  const groups = useTools((state) => state.groups);
  const onCount = groups.filter(({ id }) => tools.sources.includes(id)).length;
  return (
    <Popover
      label={text.tools}
      className={styles.panel}
      trigger={(props) => (
        <IconButton
          icon="tools"
          label={text.tools}
          aria-description={text.countOn(onCount)}
          className={classNames(onCount > 0 && styles.marked)}
          {...props}
        />
      )}
    >
      <div className={styles.content}>
        <p className={styles.intro}>{groups.length === 0 ? text.none : text.intro}</p>
        <ul className={styles.groups}>
          {groups.map((group) => (
            <ToolGroupRow key={group.id} group={group} tools={tools} onChange={onChange} Offers={Offers} />
          ))}
        </ul>
      </div>
    </Popover>
  );
}
