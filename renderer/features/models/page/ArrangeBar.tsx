import { useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Select } from "../../../ui/Select.tsx";
import { modelFilters, modelOrders, type ModelArrangement } from "./arrange-models.ts";
import styles from "./ArrangeBar.module.css";

export interface ArrangeBarProps {
  readonly arrangement: ModelArrangement;
  readonly onChange: (arrangement: ModelArrangement) => void;
}

/** Filters and sorts the installed models. */
export function ArrangeBar({ arrangement, onChange }: ArrangeBarProps) {
  const words = useText().models;
  const { query, filter, order } = arrangement;
  return (
    <search className={styles.bar}>
      <span className={styles.search}>
        <Icon name="search" size={16} />
        <input
          type="search"
          className={styles.field}
          aria-label={words.filterLabel}
          placeholder={words.filterLabel}
          spellCheck={false}
          value={query}
          onChange={(event) => onChange({ ...arrangement, query: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === "Escape" && query !== "") {
              event.preventDefault();
              onChange({ ...arrangement, query: "" });
            }
          }}
        />
      </span>
      <Select
        label={words.show}
        isLabelHidden
        value={filter}
        choices={modelFilters.map((value) => ({ value, label: words.filters[value] }))}
        onChange={(value) => onChange({ ...arrangement, filter: value })}
      />
      <Select
        label={words.sort}
        isLabelHidden
        value={order}
        choices={modelOrders.map((value) => ({ value, label: words.orders[value] }))}
        onChange={(value) => onChange({ ...arrangement, order: value })}
      />
    </search>
  );
}
