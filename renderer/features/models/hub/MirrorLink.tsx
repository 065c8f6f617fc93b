import { useText } from "../../../i18n/i18n.ts";
import { linkTo, useModelsNavigation } from "../page/models-place.ts";
import styles from "./MirrorLink.module.css";

/** Leads from an error of the hub to the address of its mirror. */
export function MirrorLink() {
  const navigation = useModelsNavigation();
  return (
    <a className={styles.link} {...linkTo(navigation, { tab: "sources", item: "hub", needs: null })}>
      {useText().downloads.useMirror}
    </a>
  );
}
