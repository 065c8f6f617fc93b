import { Component, type ReactNode } from "react";
import { getText } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import styles from "./CrashScreen.module.css";

interface CrashScreenProps {
  readonly children: ReactNode;
}

/** Shown instead of an empty window after a render error: says what is safe and offers to reload. */
export class CrashScreen extends Component<CrashScreenProps, { readonly hasCrashed: boolean }> {
  static getDerivedStateFromError(): { readonly hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override readonly state = { hasCrashed: false };

  override render(): ReactNode {
    if (!this.state.hasCrashed) {
      return this.props.children;
    }
    const text = getText().common;
    return (
      <main className={styles.screen}>
        <div role="alert" className={styles.words}>
          <h1 className={styles.title}>{text.bugTitle}</h1>
          <p>{text.bugDetail}</p>
        </div>
        <Button variant="primary" onClick={() => location.reload()}>
          {text.reload}
        </Button>
      </main>
    );
  }
}
