import { use } from "react";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { MediaHostContext } from "../media-host.ts";
import type { MissingSense } from "../missing-sense.ts";
import styles from "./CardFacts.module.css";

/** The chosen model can't take it, and which can. */
export function SenseNote({ missing }: { readonly missing: MissingSense }) {
  const text = useText().media;
  const space = useLanguage() === "zh-CN" ? "" : " ";
  const { modelName, able, lacksProjector } = use(MediaHostContext);
  const names = missing === "sight" ? able.see : able.hear;
  const what = {
    sight: text.cannotSee,
    hearing: text.cannotHear,
    "sound-of-film": text.cannotHearFilm,
  }[missing](modelName);
  const help = names.length > 0 ? text.modelsThatCan(names.join(", ")) : text.noModelCan;
  return (
    <p className={styles.note}>
      {lacksProjector && missing !== "sound-of-film" ? text.missingProjector(modelName) : what + space + help}
    </p>
  );
}
