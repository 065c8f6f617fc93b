import { useEffect } from "react";
import type { Alternative } from "../../../../shared/models/fitting-alternatives.ts";
import { formatMemory, formatTokens } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { nameAmong } from "../models-state.ts";
import { useModels } from "../models-store.ts";
import styles from "./HeldLoadDialog.module.css";
import {
  dismissLoad,
  followEngine,
  loadAnyway,
  loadInstead,
  loadWith,
  useUndecidedLoad,
} from "./load-request-store.ts";

/** Asks before a load that would not fit into memory: shows the shortage, what would fit, and Load anyway. */
export function HeldLoadDialog({ conversationId }: { readonly conversationId: string | null }) {
  const text = useText();
  const language = useLanguage();
  const load = useUndecidedLoad((state) => state.load);
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  useEffect(() => followEngine(engine, models, conversationId), [engine, models, conversationId]);
  if (load === null) {
    return null;
  }
  const words = text.planner;
  const { model, shortage } = load;
  const { neededBytes, freeBytes, alternatives } = shortage;
  const others = shortage.others.flatMap((id) => models.find((other) => other.id === id) ?? []);
  const isAnything = alternatives.length + others.length > 0;
  return (
    <Dialog
      title={words.notEnoughMemory(nameAmong(model, models))}
      size="small"
      onClose={dismissLoad}
      footer={
        <>
          <Button onClick={dismissLoad}>{text.common.cancel}</Button>
          <Button onClick={loadAnyway}>{words.loadAnyway}</Button>
        </>
      }
    >
      <div className={styles.content}>
        <p>
          {words.notEnoughMemoryDetail(
            formatMemory(neededBytes, language),
            formatMemory(freeBytes, language),
          )}
        </p>
        <p>{isAnything ? words.wouldFit : words.nothingFits}</p>
        {isAnything && (
          <ul className={styles.choices}>
            {alternatives.map((alternative) => (
              <li key={alternative.type}>
                <Button className={styles.choice} onClick={() => void loadWith(alternative)}>
                  {alternativeWords(alternative, words, language)}
                </Button>
              </li>
            ))}
            {others.map((other) => (
              <li key={other.id}>
                <Button className={styles.choice} onClick={() => loadInstead(other)}>
                  <MiddleCut text={words.useInstead(nameAmong(other, models))} />
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function alternativeWords(
  alternative: Alternative,
  { alternatives }: MessageCatalog["planner"],
  language: Language,
): string {
  switch (alternative.type) {
    case "small-cache":
      return alternatives["small-cache"];
    case "fewer-gpu-layers":
      return alternatives["fewer-gpu-layers"](alternative.gpuLayers);
    case "shorter-context":
    case "small-cache-and-context":
      return alternatives[alternative.type](formatTokens(alternative.contextTokens, language));
  }
}
