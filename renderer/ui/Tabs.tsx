import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

export interface TabsProps<Id extends string> {
  /** Accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly title: string }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  /** The content of the current tab. */
  readonly children: ReactNode;
}

/** A row of tabs and the panel of the current one. Arrows move among the tabs, Enter and Space choose. */
export function Tabs<Id extends string>({ label, tabs, current, onChange, children }: TabsProps<Id>) {
  return (
    <BaseTabs.Root
      className={styles.root}
      value={current}
      onValueChange={(value) => {
        const tab = tabs.find(({ id }) => id === value);
        if (tab) onChange(tab.id);
      }}
    >
      <BaseTabs.List className={styles.list} aria-label={label}>
        {tabs.map(({ id, title }) => (
          <BaseTabs.Tab key={id} value={id} className={styles.tab}>
            {title}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map(({ id }) => (
        <BaseTabs.Panel key={id} value={id} className={styles.panel}>
          {children}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
