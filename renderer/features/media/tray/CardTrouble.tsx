import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { AttachmentFailure } from "../state/attachment-item.ts";
import styles from "./CardFacts.module.css";

export function CardTrouble({ failure }: { readonly failure: AttachmentFailure }) {
  const text = useText();
  const words =
    failure.of === "storing"
      ? describeFailure(failure.failure, text)
      : {
          title: text.media.troubles[failure.failure.trouble].title,
          detail: text.media.troubles[failure.failure.trouble].detail(failure.failure.data),
        };
  return (
    <div role="alert">
      <p className={styles.trouble}>{words.title}</p>
      <p className={styles.detail}>{words.detail}</p>
    </div>
  );
}
