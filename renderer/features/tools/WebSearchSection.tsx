import { useRef, useState, type SubmitEvent } from "react";
import {
  needsKey,
  searchProviderIds,
  searchProviderNames,
  searxngAddress,
  type KeyedProviderId,
} from "../../../shared/tools/web-search.ts";
import { formatSentences } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { announce } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { isKey } from "../../ui/typed-key.ts";
import { changeWebSearch, setSearchKey, useWebSearch } from "./web-search-store.ts";
import styles from "./WebSearchSection.module.css";

/** The service that web searches are made with, in Settings, and what it needs. */
export function WebSearchSection() {
  const words = useText().webSearch;
  const { searchProvider, searxngAddress: address } = useWebSearch();
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      <Select
        label={words.provider}
        hint={words.hints[searchProvider]}
        isInline
        value={searchProvider}
        choices={searchProviderIds.map((id) => ({ value: id, label: searchProviderNames[id] }))}
        onChange={(chosen) => void changeWebSearch({ searchProvider: chosen })}
      />
      {searchProvider === "searxng" && <AddressForm key={address} saved={address} />}
      {needsKey(searchProvider) && <KeyForm key={searchProvider} provider={searchProvider} />}
    </>
  );
}

function AddressForm({ saved }: { readonly saved: string | null }) {
  const words = useText().webSearch;
  const [typed, setTyped] = useState(saved ?? "");
  const [isWrong, setIsWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const isBlank = typed.trim() === "";
    const address = isBlank ? null : searxngAddress(typed);
    setIsWrong(address === null && !isBlank);
    // The focused field is announced with what is wrong.
    if (address === null && !isBlank) input.current?.focus();
    else if (await changeWebSearch({ searxngAddress: address })) announce(words.saved);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextField
        type="text"
        inputMode="url"
        label={words.address}
        hint={words.addressHint}
        error={isWrong ? words.addressWrong : undefined}
        placeholder="http://192.168.1.5:8888"
        ref={input}
        value={typed}
        onChange={setTyped}
        action={<Button type="submit">{words.save}</Button>}
      />
    </form>
  );
}

function KeyForm({ provider }: { readonly provider: KeyedProviderId }) {
  const { webSearch: words, servers } = useText();
  const language = useLanguage();
  const hasKey = useWebSearch((state) => state.keyed.includes(provider));
  const keeping = useWebSearch((state) => state.keeping);
  const [typed, setTyped] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const key = typed.trim();
    setIsWrong(!isKey(key));
    if (key === "" || !isKey(key)) input.current?.focus();
    else if (await setSearchKey({ provider, key })) {
      setTyped("");
      announce(words.saved);
    }
  };
  const hint = formatSentences(
    [hasKey ? servers.keySaved : words.keyMissing, servers.keyKept[keeping]],
    language,
  );
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextField
        type="password"
        label={words.key}
        hint={hint}
        error={isWrong ? servers.keyWrong : undefined}
        ref={input}
        value={typed}
        onChange={setTyped}
        action={
          <>
            <Button type="submit">{words.save}</Button>
            {hasKey && (
              <Button variant="quiet" onClick={() => void setSearchKey({ provider, key: null })}>
                {servers.removeKey}
              </Button>
            )}
          </>
        }
      />
    </form>
  );
}
