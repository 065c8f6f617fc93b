import { useState } from "react";
import { formatList } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Access.module.css";
import { openNetwork, useAccess } from "./access-store.ts";
import { isThisComputer } from "../../this-computer.ts";
import { DeviceList } from "./DeviceList.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SignInCode } from "./SignInCode.tsx";

/** Which form is open: the first password, asked for by the switch, or another one. */
type OpenForm = "first-password" | "change-password" | null;

/** Other devices, a section of Settings without its heading: who can reach Facet now, who is signed in, and how to let one in. */
export function OtherDevicesSection() {
  const words = useText().access;
  const language = useLanguage();
  const { hasPassword, network } = useAccess();
  const [form, setForm] = useState<OpenForm>(null);
  const isHere = isThisComputer();
  const isOpen = network.type === "open";
  const toggle = (isOn: boolean) => {
    if (isOn && !hasPassword) setForm("first-password");
    else void openNetwork(isOn);
  };
  const saved = () => {
    setForm(null);
    if (form === "first-password") void openNetwork(true);
  };
  return (
    <div className={styles.section}>
      {isHere && (
        <Field label={words.letIn} hint={words.letInHint} isInline>
          {(field) => (
            <Switch
              id={field.id}
              aria-describedby={field["aria-describedby"]}
              isOn={isOpen}
              onChange={toggle}
            />
          )}
        </Field>
      )}
      <p className={styles.paragraph} role="status">
        {!isOpen && words.reachClosed}
        {isOpen && network.urls.length === 0 && words.noNetwork}
        {isOpen && network.urls.length > 0 && words.reachOpen(formatList(network.urls, language))}
      </p>
      {isOpen && <p className={styles.fine}>{words.plainHttp}</p>}
      {!isHere && <p className={styles.fine}>{words.changedThere}</p>}
      {form !== null && (
        <PasswordForm isChange={form === "change-password"} onSaved={saved} onCancel={() => setForm(null)} />
      )}
      {isHere && (
        <div className={styles.ways}>
          {hasPassword && form === null && (
            <Button onClick={() => setForm("change-password")}>{words.changePassword}</Button>
          )}
          {isOpen && <SignInCode />}
        </div>
      )}
      <DeviceList />
    </div>
  );
}
