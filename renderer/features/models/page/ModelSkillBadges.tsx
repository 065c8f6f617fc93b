import { useText } from "../../../i18n/i18n.ts";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import styles from "./ModelSkillBadges.module.css";

export interface ModelSkillBadgesProps {
  readonly sees: boolean;
  readonly hears: boolean;
  readonly thinks: boolean;
  readonly callsTools: boolean;
}

const icons = {
  sees: "image",
  hears: "wave",
  thinks: "thinking",
  callsTools: "tools",
} as const satisfies Readonly<Record<keyof ModelSkillBadgesProps, IconName>>;

/** What a model can do, as small labels with an icon; renders nothing for a model that only answers. */
export function ModelSkillBadges(props: ModelSkillBadgesProps) {
  const words = useText().models.skills;
  const shown = (["sees", "hears", "thinks", "callsTools"] as const).filter((skill) => props[skill]);
  if (shown.length === 0) return null;
  return (
    <span className={styles.badges} role="list" aria-label={words.label}>
      {shown.map((skill) => (
        <span key={skill} role="listitem" className={styles.badge}>
          <Icon name={icons[skill]} size={14} />
          {words[skill]}
        </span>
      ))}
    </span>
  );
}
