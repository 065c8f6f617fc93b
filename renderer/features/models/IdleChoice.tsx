import { useText } from "../../i18n/i18n.ts";
import { Select } from "../../ui/Select.tsx";
import { chooseIdleMinutes, useModels } from "./models-store.ts";

const choices = [5, 15, 30, 60] as const;

/** How long the model may be idle before it is unloaded. */
export function IdleChoice() {
  const text = useText().planner;
  const minutes = useModels((state) => state.unloadAfterMinutes);
  const offered = [...new Set([...choices, ...(minutes === null ? [] : [minutes])])];
  return (
    <Select
      label={text.idle}
      isInline
      value={String(minutes)}
      choices={[
        ...offered.map((value) => ({ value: String(value), label: text.idleAfter(value) })),
        { value: "null", label: text.idleNever },
      ]}
      onChange={(value) => void chooseIdleMinutes(value === "null" ? null : Number(value))}
    />
  );
}
