import type { ChatTools } from "../../../shared/tools/chat-tools.ts";
import type { ListedTool } from "../../../shared/tools/tool-group.ts";
import { useText } from "../../i18n/i18n.ts";
import { isThisComputer } from "../../this-computer.ts";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Switch } from "../../ui/Switch.tsx";
import controls from "../../ui/controls.module.css";
import { titleOfTool } from "./tool-words.ts";
import { setRule, useTools } from "./tools-store.ts";
import styles from "./ToolsMenu.module.css";

export interface ToolRowProps {
  readonly tool: ListedTool;
  readonly tools: ChatTools;
  readonly onChange: (tools: ChatTools) => void;
}

/** One tool: whether this chat has it, what it may do, and whether it asks. */
export function ToolRow({ tool, tools, onChange }: ToolRowProps) {
  const text = useText();
  const title = titleOfTool(tool, text);
  const isAllowedHere = tools.allowed.some(({ tool: key }) => key === tool.key);
  const turn = (isOn: boolean) => {
    const others = tools.off.filter((key) => key !== tool.key);
    onChange({ ...tools, off: isOn ? others : [...others, tool.key] });
  };
  const takeBack = () =>
    onChange({ ...tools, allowed: tools.allowed.filter(({ tool: key }) => key !== tool.key) });
  return (
    <li className={styles.tool}>
      <Switch
        isOn={!tools.off.includes(tool.key)}
        onChange={turn}
        className={styles.switch}
        title={tool.description}
      >
        {title}
      </Switch>
      <span className={styles.access}>{text.tools.access[tool.access]}</span>
      {tool.access !== "computes" && isThisComputer() && <RuleChoice tool={tool} title={title} />}
      {isAllowedHere && (
        <span className={styles.allowed}>
          {text.tools.allowedInChat}
          <IconButton size="small" icon="close" label={text.tools.takeBack(title)} onClick={takeBack} />
        </span>
      )}
    </li>
  );
}

const rules = ["ask", "allow", "allow-all"] as const;
/** Such a tool is not asked about before there is text in the chat that the user did not write. */
const rulesOfAskingLate = ["ask", "allow-all"] as const;

function RuleChoice({ tool, title }: { readonly tool: ListedTool; readonly title: string }) {
  const text = useText().tools;
  const stored = useTools((state) => state.rules[tool.key]) ?? "ask";
  const isAskedLate = tool.access === "reads" || tool.asksFrom === "untrusted-text";
  const choices = isAskedLate ? rulesOfAskingLate : rules;
  const rule = choices.find((each) => each === stored) ?? "ask";
  return (
    <select
      className={classNames(controls.select, styles.rule)}
      aria-label={text.permission(title)}
      value={rule}
      onChange={(event) => {
        const chosen = choices.find((each) => each === event.target.value);
        if (chosen) void setRule(tool.key, chosen === "ask" ? null : chosen);
      }}
    >
      {choices.map((each) => (
        <option key={each} value={each}>
          {isAskedLate && each === "ask" ? text.askWhenNeeded : text.rules[each]}
        </option>
      ))}
    </select>
  );
}
