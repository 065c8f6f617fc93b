import { useId, useState } from "react";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chevron } from "../../../ui/Chevron.tsx";
import { describeHardware, hardwareDetails } from "./describe-hardware.ts";
import styles from "./HardwareLine.module.css";

/** The computer's hardware in one sentence, with expandable details. */
export function HardwareLine({ hardware }: { readonly hardware: Hardware }) {
  const text = useText().planner;
  const language = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  return (
    <div className={styles.hardware}>
      <div className={styles.line}>
        <p>{describeHardware(hardware, text, language)}</p>
        <Button
          variant="quiet"
          size="small"
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => setIsOpen(!isOpen)}
        >
          {text.hardwareDetails}
          <Chevron isOpen={isOpen} />
        </Button>
      </div>
      <dl id={detailsId} className={styles.details} hidden={!isOpen}>
        {hardwareDetails(hardware, text, language).map(({ name, value }) => (
          <div key={name} className={styles.detail}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
