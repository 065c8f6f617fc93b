import { useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { askFor, useAskedFor } from "../asked-for.ts";
import { ModelsSection } from "../ModelsSection.tsx";
import { FailureNote } from "./FailureNote.tsx";
import { HubRepositoryCard } from "./HubRepositoryCard.tsx";
import styles from "./HubSearch.module.css";
import type { RenderVerdict } from "./render-verdict.ts";
import { useHubSearch } from "./use-hub-search.ts";

/** Searches the hub's models by name. */
export function HubSearch({ renderVerdict }: { readonly renderVerdict?: RenderVerdict }) {
  const words = useText().downloads;
  const asked = useAskedFor((state) => state.repo);
  const [typed, setTyped] = useState("");
  const query = asked ?? typed;
  const setQuery = (value: string) => {
    askFor({ repo: null });
    setTyped(value);
  };
  const { search, state } = useHubSearch();
  return (
    <ModelsSection title={words.searchTitle}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (query.trim() !== "") void search(query.trim());
        }}
      >
        <TextField
          type="search"
          label={words.searchLabel}
          hint={words.searchDetail}
          value={query}
          onChange={setQuery}
          action={
            <Button type="submit" icon="search">
              {words.search}
            </Button>
          }
        />
      </form>
      <p role="status" className={styles.status}>
        {state.type === "asking" && words.searching}
        {state.type === "found" &&
          (state.repositories.length === 0
            ? words.nothing(state.query)
            : words.found(state.repositories.length))}
      </p>
      {state.type === "failed" && (
        <FailureNote failure={state.failure} onRetry={() => void search(state.query)} />
      )}
      {state.type === "found" && state.repositories.length > 0 && (
        <ul className={styles.repositories}>
          {state.repositories.map((repository) => (
            <HubRepositoryCard key={repository.repo} repository={repository} renderVerdict={renderVerdict} />
          ))}
        </ul>
      )}
    </ModelsSection>
  );
}
