import { useEffect, useRef, useState, type SubmitEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import { Mark } from "../shell/Mark.tsx";
import { Button } from "../ui/Button.tsx";
import { TextField } from "../ui/TextField.tsx";
import { signIn, type Arrival, type Refusal } from "./sign-in.ts";
import styles from "./SignInPage.module.css";

/** For a browser that is not signed in: by password, where one was set, or else how to get a link. */
export function SignInPage({ arrival }: { readonly arrival: Promise<Arrival | null> }) {
  const text = useText();
  const words = text.signIn;
  const [shown, setShown] = useState<Arrival | null>(null);
  useEffect(() => {
    document.title = words.title;
  }, [words]);
  useEffect(() => {
    void arrival.then(setShown);
  }, [arrival]);
  if (shown === null) return <main className={styles.page} aria-busy="true" />;
  const { refusal, takesPassword } = shown;
  const isLinkUsed = refusal?.type === "link-used";
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <Mark size={36} />
        <h1 className={styles.title}>{isLinkUsed ? words.linkUsed : words.title}</h1>
        {isLinkUsed && <p>{words.linkUsedDetail}</p>}
        {refusal && !isLinkUsed && <p role="alert">{describe(refusal, words)}</p>}
        {takesPassword && <PasswordForm />}
        <p className={styles.fine}>{takesPassword ? words.orLink : words.getLink}</p>
        {location.hostname !== "localhost" && !window.isSecureContext && (
          <p className={styles.fine}>{words.notEncrypted}</p>
        )}
      </div>
    </main>
  );
}

function PasswordForm() {
  const words = useText().signIn;
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const submit = async () => {
    if (isChecking || password === "") return;
    setIsChecking(true);
    const answer = await signIn({ password });
    // On success the page is about to be replaced.
    if (answer === null) return;
    setIsChecking(false);
    setRefusal(answer);
    input.current?.select();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        ref={input}
        type="password"
        label={words.password}
        hint={words.passwordHint}
        error={refusal === null ? undefined : describe(refusal, words)}
        autoFocus
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" variant="primary" aria-disabled={isChecking}>
        {words.signIn}
      </Button>
      <p role="status" className="visually-hidden">
        {refusal && describe(refusal, words)}
      </p>
    </form>
  );
}

function describe(refusal: Refusal, words: ReturnType<typeof useText>["signIn"]): string {
  switch (refusal.type) {
    case "link-used":
      return words.linkUsedDetail;
    case "wrong-password":
      return words.wrongPassword;
    case "too-many-attempts":
      return words.tooManyAttempts(refusal.retryAfterS);
    case "unreachable":
      return words.unreachable;
    case "no-storage":
      return words.noStorage;
  }
}
