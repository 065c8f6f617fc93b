import { use } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { MediaHostContext } from "../media-host.ts";
import type { MissingCapability } from "../missing-capability.ts";
import styles from "./CardFacts.module.css";

/** Says what the chosen model cannot take. */
export function CapabilityNote({ missing }: { readonly missing: MissingCapability }) {
  const text = useText().media;
  const { modelName } = use(MediaHostContext);
  const words = { sight: text.cannotSee, hearing: text.cannotHear, "video-audio": text.cannotHearFilm };
  return <p className={styles.note}>{words[missing](modelName)}</p>;
}
