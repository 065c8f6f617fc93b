import { useState } from "react";
import { mirrorAddress } from "../../../../shared/models/hub-settings.ts";
import type { Settings } from "../../../../shared/settings/settings.ts";
import { formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { ModelsSection } from "../ModelsSection.tsx";
import { saveToken, useDownloads } from "../downloads/downloads-store.ts";

export interface HubSettingsProps {
  readonly settings: Pick<Settings, "hubMirror" | "sendsTokenToMirror">;
  readonly onChange: (change: Partial<Pick<Settings, "hubMirror" | "sendsTokenToMirror">>) => void;
}

/** The hub's mirror address and access token. */
export function HubSettings({
  settings,
  onChange,
  isTarget,
}: HubSettingsProps & { readonly isTarget: boolean }) {
  const words = useText().downloads;
  const { hubMirror, sendsTokenToMirror } = settings;
  return (
    <ModelsSection title={words.settingsTitle} isTarget={isTarget}>
      <MirrorForm key={hubMirror} mirror={hubMirror} onChange={(mirror) => onChange({ hubMirror: mirror })} />
      <TokenForm />
      {hubMirror !== null && (
        <Field label={words.mirrorToken} hint={words.mirrorTokenHint} isInline>
          {(field) => (
            <Switch
              id={field.id}
              aria-describedby={field["aria-describedby"]}
              isOn={sendsTokenToMirror}
              onChange={(isOn) => onChange({ sendsTokenToMirror: isOn })}
            />
          )}
        </Field>
      )}
    </ModelsSection>
  );
}

function MirrorForm(props: {
  readonly mirror: string | null;
  readonly onChange: (mirror: string | null) => void;
}) {
  const words = useText().downloads;
  const [typed, setTyped] = useState(props.mirror ?? "");
  const [isWrong, setIsWrong] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const mirror = typed.trim() === "" ? null : mirrorAddress(typed);
        setIsWrong(mirror === null && typed.trim() !== "");
        if (mirror !== null || typed.trim() === "") props.onChange(mirror);
      }}
    >
      <TextField
        type="text"
        inputMode="url"
        label={words.mirror}
        hint={words.mirrorHint}
        error={isWrong ? words.mirrorWrong : undefined}
        value={typed}
        onChange={setTyped}
        action={<Button type="submit">{words.save}</Button>}
      />
    </form>
  );
}

function TokenForm() {
  const words = useText().downloads;
  const { isSet, keeping } = useDownloads((state) => state.hubToken);
  const [typed, setTyped] = useState("");
  const hint = formatSentences(
    [isSet ? words.tokenSet : words.tokenHint, words.tokenKeeping[keeping]],
    useLanguage(),
  );
  const save = async () => {
    if (typed.trim() !== "" && (await saveToken(typed.trim()))) setTyped("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        type="password"
        label={words.token}
        hint={hint}
        value={typed}
        onChange={setTyped}
        action={
          <>
            <Button type="submit">{words.saveToken}</Button>
            {isSet && <Button onClick={() => void saveToken(null)}>{words.removeToken}</Button>}
          </>
        }
      />
    </form>
  );
}
