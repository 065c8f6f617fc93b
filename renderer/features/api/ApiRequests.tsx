import type { ApiRequestEntry } from "../../../shared/api/api-request.ts";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import type { Language } from "../../i18n/language.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import { useApi } from "./api-store.ts";
import styles from "./LocalServer.module.css";

const shown = 20;

/** The last requests, without what was asked and answered. */
export function ApiRequests() {
  const words = useText().localServer;
  const language = useLanguage();
  const requests = useApi((state) => state.requests);
  return (
    <div className={styles.group}>
      <h4 className={styles.label}>{words.requests}</h4>
      {requests.length === 0 ? (
        <p className={styles.fine}>{words.noRequests}</p>
      ) : (
        <div className={styles.scroller}>
          <table className={styles.table} aria-label={words.requests}>
            <thead>
              <tr>
                {[words.request, words.model, words.state, words.tokens, words.speed].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {requests.slice(0, shown).map((request) => (
                <tr key={request.id}>
                  <td>{request.path}</td>
                  <td>{request.model ?? ""}</td>
                  <td>{stateText(request.state, words, language)}</td>
                  <td>{tokensText(request, language)}</td>
                  <td>{speedText(request, words, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

type Words = MessageCatalog["localServer"];

function stateText(state: ApiRequestEntry["state"], words: Words, language: Language): string {
  switch (state.type) {
    case "loading":
      return words.loading(formatPercent(state.progress, language));
    case "failed":
      return words.failed(state.status);
    case "waiting":
    case "reading":
    case "generating":
    case "done":
    case "aborted":
      return words.states[state.type];
  }
}

/** Prompt and answer. */
function tokensText({ promptTokens, generatedTokens }: ApiRequestEntry, language: Language): string {
  if (promptTokens === null || generatedTokens === null) return "";
  return `${formatNumber(promptTokens, language)} + ${formatNumber(generatedTokens, language)}`;
}

function speedText({ tokensPerSecond }: ApiRequestEntry, words: Words, language: Language): string {
  return tokensPerSecond === null || tokensPerSecond === 0
    ? ""
    : words.perSecond(formatNumber(Math.round(tokensPerSecond), language));
}
