import { useText } from "../../../i18n/i18n.ts";
import { SearchField } from "../../../ui/SearchField.tsx";
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
        <SearchField
          label={words.filterLabel}
          value={query}
          onChange={(value) => onChange({ ...arrangement, query: value })}
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
