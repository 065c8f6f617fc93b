import { checkText } from "../../../../shared/doctor/check-text.ts";
import type { Check } from "../../../../shared/doctor/doctor-report.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import styles from "./SelfTest.module.css";
import { startSelfTest, stopSelfTest, useSelfTest } from "./self-test-store.ts";

/** Runs the self-test on a model and shows its report, which can be pasted into a bug report. */
export function SelfTest({ model }: { readonly model: Model }) {
  const text = useText().selfTest;
  const run = useSelfTest((state) => (state.run?.modelId === model.id ? state.run : null));
  const failed = run?.checks.filter(({ state }) => state === "failed").length ?? 0;
  return (
    <section className={styles.section} aria-label={text.title}>
      <div className={styles.head}>
        <p className={styles.hint}>{text.hint}</p>
        {run?.isRunning === true ? (
          <Button size="small" onClick={stopSelfTest}>
            {text.stop}
          </Button>
        ) : (
          <Button size="small" onClick={() => void startSelfTest(model.id)}>
            {run === null ? text.start : text.again}
          </Button>
        )}
      </div>
      <p role="status" className={run === null ? "visually-hidden" : styles.outcome}>
        {run !== null && (run.isRunning ? text.running : text.outcome(failed))}
      </p>
      {run !== null && run.checks.length > 0 && (
        <div className={styles.report}>
          <ul className={styles.checks} aria-label={text.title}>
            {run.checks.map((check) => (
              <CheckLine key={check.name} check={check} />
            ))}
          </ul>
          {!run.isRunning && (
            <CopyButton label={text.copy} getText={() => run.checks.map(checkText).join("\n")} />
          )}
        </div>
      )}
    </section>
  );
}

const icons = { ok: "check", warning: "info", failed: "alert", skipped: "more" } as const;

/** Details are in English, as the reports are. */
function CheckLine({ check: { name, state, detail } }: { readonly check: Check }) {
  const text = useText().selfTest;
  return (
    <li className={styles.check} data-state={state}>
      <Icon name={icons[state]} size={16} />
      <span className={styles.name}>{text.checks[name]}</span>
      <span className="visually-hidden">{text.states[state]}</span>
      <span className={styles.detail} lang="en">
        {detail}
      </span>
    </li>
  );
}
