import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { focusComposer } from "../composer/focus-composer.ts";
import styles from "./EndButton.module.css";

/** Scrolls to the end of the chat. */
export function EndButton({ onPress }: { readonly onPress: () => void }) {
  const text = useText().chat;
  const press = () => {
    focusComposer();
    onPress();
  };
  return (
    <div className={styles.place}>
      <Button size="small" icon="arrowDown" className={styles.button} onClick={press}>
        {text.scrollToBottom}
      </Button>
    </div>
  );
}
