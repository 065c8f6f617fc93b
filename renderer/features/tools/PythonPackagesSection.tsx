import type { Failure } from "../../../shared/ipc/result.ts";
import { offeredPackages, type PythonPackagesInfo } from "../../../shared/tools/python-packages.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { formatBytes, formatList } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import {
  askForPackages,
  cancelPackages,
  declinePackages,
  downloadPackages,
  removePackages,
  usePythonPackages,
} from "./python-packages-store.ts";
import styles from "./PythonPackagesSection.module.css";

/** Packages of Python for code that models write: what they are, whether they are there, and their download. */
export function PythonPackagesSection() {
  const words = useText().pythonPackages;
  const language = useLanguage();
  const { info, question } = usePythonPackages();
  if (info === null) return null;
  const { versions, fileCount, state } = info;
  const listed = formatList(versions, language);
  const others = fileCount - offeredPackages.length;
  const failure =
    question.type === "failed" ? question.failure : state.type === "failed" ? state.failure : null;
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      <div className={styles.row}>
        <div className={styles.words}>
          <h3 className={styles.name}>{words.name}</h3>
          <p className={styles.muted}>{others === 0 ? listed : words.contents(listed, others)}</p>
          {failure === null ? <PackagesState state={state} /> : <PackagesFailure failure={failure} />}
        </div>
        <PackagesButtons state={state} isAsking={question.type === "asking"} />
      </div>
      {question.type === "asked" && <Consent {...question.offer} />}
    </>
  );
}

type StateProps = Pick<PythonPackagesInfo, "state">;

function PackagesState({ state }: StateProps) {
  const text = useText();
  const words = text.pythonPackages;
  const language = useLanguage();
  const size = (bytes: number) => formatBytes(bytes, language);
  switch (state.type) {
    case "failed":
      return null;
    case "absent":
      return (
        <p role="status" className={styles.paragraph}>
          {state.partialBytes === 0 ? words.absent : words.partial(size(state.partialBytes))}
        </p>
      );
    case "present":
      return (
        <p role="status" className={styles.paragraph}>
          {words.present(size(state.sizeBytes))}
        </p>
      );
    case "downloading": {
      const { doneBytes, totalBytes, waitsFor } = state;
      const isSized = totalBytes > 0;
      const amount = isSized ? words.amount(size(doneBytes), size(totalBytes)) : words.asking;
      return (
        <div className={styles.progress}>
          <ProgressBar
            label={words.name}
            value={isSized ? doneBytes / totalBytes : null}
            valueText={amount}
          />
          <p className={styles.paragraph}>{amount}</p>
          {waitsFor && (
            <p role="status" className={styles.paragraph}>
              {words.waits(describeFailure(waitsFor, text).title)}
            </p>
          )}
        </div>
      );
    }
  }
}

function PackagesFailure({ failure }: { readonly failure: Failure }) {
  const { title, detail } = describeFailure(failure, useText());
  return (
    <div role="alert">
      <p className={styles.failure}>{title}</p>
      <p className={styles.paragraph}>{detail}</p>
    </div>
  );
}

function PackagesButtons({ state, isAsking }: StateProps & { readonly isAsking: boolean }) {
  const { pythonPackages: words, common } = useText();
  if (state.type === "downloading")
    return <Button onClick={() => void cancelPackages()}>{common.cancel}</Button>;
  if (state.type === "present")
    return (
      <Button icon="trash" onClick={() => void removePackages()}>
        {words.remove}
      </Button>
    );
  const hasPart = state.type === "absent" && state.partialBytes > 0;
  return (
    <div className={styles.buttons}>
      <Button icon="download" disabled={isAsking} onClick={() => void askForPackages()}>
        {isAsking ? words.asking : hasPart ? words.continue : words.download}
      </Button>
      {hasPart && (
        <Button icon="trash" onClick={() => void removePackages()}>
          {words.remove}
        </Button>
      )}
    </div>
  );
}

interface ConsentProps {
  readonly sizeBytes: number;
  readonly fileCount: number;
  readonly host: string;
}

function Consent({ sizeBytes, fileCount, host }: ConsentProps) {
  const { pythonPackages: words, common } = useText();
  const language = useLanguage();
  return (
    <Dialog
      title={words.question}
      size="small"
      onClose={declinePackages}
      footer={
        <>
          <Button onClick={declinePackages}>{common.cancel}</Button>
          <Button variant="primary" onClick={() => void downloadPackages()}>
            {words.download}
          </Button>
        </>
      }
    >
      <p className={styles.paragraph}>{words.offer(formatBytes(sizeBytes, language), fileCount, host)}</p>
      <p className={styles.paragraph}>{words.offerDetail}</p>
    </Dialog>
  );
}
