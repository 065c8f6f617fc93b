import { useEffect, useState } from "react";
import type { Failure } from "../../../../shared/ipc/result.ts";
import {
  companionsToFetch,
  drafterToFetch,
  type HubListing,
  type HubVariant,
} from "../../../../shared/models/hub-listing.ts";
import { displayName } from "../../../../shared/models/display-name.ts";
import { formatBytes, formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { request } from "../../../ipc/client.ts";
import { DownloadButton } from "../downloads/DownloadButton.tsx";
import { useWithDrafter } from "../drafter/drafter-choice.ts";
import { DrafterSwitch } from "../drafter/DrafterSwitch.tsx";
import { readQuantization } from "../quantization.ts";
import { FailureNote } from "./FailureNote.tsx";
import type { RenderVerdict } from "./render-verdict.ts";
import styles from "./HubVariants.module.css";

type Listing =
  | { readonly type: "asking" }
  | { readonly type: "listed"; readonly listing: HubListing }
  | { readonly type: "failed"; readonly failure: Failure };

/** The variants of a repository's model, each with what it is downloaded with. */
export function HubVariants(props: {
  readonly repo: string;
  readonly renderVerdict: RenderVerdict | undefined;
}) {
  const { repo, renderVerdict } = props;
  const words = useText().downloads;
  const [attempt, setAttempt] = useState(0);
  const state = useListing(repo, attempt);
  switch (state.type) {
    case "asking":
      return (
        <p role="status" className={styles.note}>
          {words.loadingFiles}
        </p>
      );
    case "failed":
      return <FailureNote failure={state.failure} onRetry={() => setAttempt(attempt + 1)} />;
    case "listed":
      return state.listing.variants.length === 0 ? (
        <p className={styles.note}>{words.noFiles}</p>
      ) : (
        <>
          <DrafterOf listing={state.listing} />
          <ul className={styles.variants}>
            {state.listing.variants.map((variant) => (
              <Variant
                key={variant.path}
                listing={state.listing}
                variant={variant}
                renderVerdict={renderVerdict}
              />
            ))}
          </ul>
        </>
      );
  }
}

function useListing(repo: string, attempt: number): Listing {
  const [answer, setAnswer] = useState<{ readonly attempt: number; readonly listing: Listing } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void request("hub.listing", { repo, revision: null }).then((result) => {
      if (!isWanted) return;
      const listing: Listing = result.ok
        ? { type: "listed", listing: result.value }
        : { type: "failed", failure: result.error };
      setAnswer({ attempt, listing });
    });
    return () => {
      isWanted = false;
    };
  }, [repo, attempt]);
  return answer?.attempt === attempt ? answer.listing : { type: "asking" };
}

function DrafterOf({ listing }: { readonly listing: HubListing }) {
  const drafter = drafterToFetch(listing);
  return drafter && <DrafterSwitch sizeBytes={drafter.sizeBytes} />;
}

function Variant(props: {
  readonly listing: HubListing;
  readonly variant: HubVariant;
  readonly renderVerdict: RenderVerdict | undefined;
}) {
  const { listing, variant, renderVerdict } = props;
  const text = useText();
  const language = useLanguage();
  const words = text.downloads;
  const { repo, revision } = listing;
  const companions = companionsToFetch(listing, useWithDrafter());
  const fileName = variant.path.slice(variant.path.lastIndexOf("/") + 1);
  const facts = [
    formatBytes(variant.sizeBytes, language),
    ...companions.map(({ role, sizeBytes }) =>
      (role === "drafter" ? words.withDrafter : words.withProjector)(formatBytes(sizeBytes, language)),
    ),
  ];
  const name = [displayName(null, fileName), variant.quantization].filter((part) => part !== null).join(" ");
  return (
    <li className={styles.variant}>
      <div className={styles.words}>
        <p className={styles.kind}>{precision(variant, text, language)}</p>
        <p className={styles.facts}>{facts.join(" · ")}</p>
        {renderVerdict?.(repo, revision, variant, companions)}
      </div>
      <DownloadButton
        repo={repo}
        revision={revision}
        name={name}
        paths={[...variant.files, ...companions].map(({ path }) => path)}
      />
    </li>
  );
}

/** `4-bit (Q4_K_M) · medium-sized file, nearly full precision` */
function precision({ quantization }: HubVariant, text: MessageCatalog, language: Language): string {
  if (quantization === null) return text.downloads.unknownKind;
  const known = readQuantization(quantization);
  if (known === null) return quantization;
  const bits = text.models.precision(formatNumber(known.bits, language), quantization);
  return `${bits} · ${text.models.precisionWords[known.precision]}`;
}
