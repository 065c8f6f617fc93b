import { useText } from "../../i18n/i18n.ts";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Field } from "../../ui/Field.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { AllowedOrigins } from "./AllowedOrigins.tsx";
import { ApiKeys } from "./ApiKeys.tsx";
import { ApiRequests } from "./ApiRequests.tsx";
import { changeServer, useApi } from "./api-store.ts";
import { ClientSnippets } from "./ClientSnippets.tsx";
import type { ServedModel } from "./client-snippets.ts";
import styles from "./LocalServer.module.css";

export interface LocalServerSectionProps {
  /** The model that the snippets name. */
  readonly model: ServedModel;
}

/** The API for other programs, in Settings: switch, port, address, keys, origins, requests, snippets. */
export function LocalServerSection({ model }: LocalServerSectionProps) {
  const words = useText().localServer;
  const { isOn, port, state, keys, fetchesImages, sharesTools } = useApi(({ server }) => server);
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      <Field label={words.switch} hint={words.switchHint} isInline>
        {(field) => (
          <Switch
            id={field.id}
            aria-describedby={field["aria-describedby"]}
            isOn={isOn}
            onChange={(on) => void changeServer({ isOn: on })}
          />
        )}
      </Field>
      <NumberField
        label={words.port}
        isInline
        isWhole
        min={1}
        max={65_535}
        value={port}
        invalidText={words.portWrong}
        onChange={(next) => {
          if (next !== null) void changeServer({ port: next });
        }}
      />
      {state.type === "failed" && (
        <p role="alert" className={styles.failure}>
          {words.failures[state.reason](port)}
        </p>
      )}
      {state.type === "running" && (
        <CopyLine label={words.address} value={`${state.url}/v1`} copyLabel={words.copyAddress} />
      )}
      {isOn && keys.length === 0 && <p className={styles.paragraph}>{words.noKeys}</p>}
      <ApiKeys />
      <Field label={words.fetchImages} hint={words.fetchImagesHint} isInline>
        {(field) => (
          <Switch
            id={field.id}
            aria-describedby={field["aria-describedby"]}
            isOn={fetchesImages}
            onChange={(on) => void changeServer({ fetchesImages: on })}
          />
        )}
      </Field>
      <Field label={words.shareTools} hint={words.shareToolsHint} isInline>
        {(field) => (
          <Switch
            id={field.id}
            aria-describedby={field["aria-describedby"]}
            isOn={sharesTools}
            onChange={(on) => void changeServer({ sharesTools: on })}
          />
        )}
      </Field>
      <AllowedOrigins />
      {state.type === "running" && (
        <ClientSnippets url={state.url} model={model} needsKey={keys.length > 0} />
      )}
      {state.type === "running" && <ApiRequests />}
    </>
  );
}
