import { useId, useState } from "react";
import type { HubRepository } from "../../../../shared/models/hub-listing.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import type { RenderVerdict } from "./render-verdict.ts";
import styles from "./HubRepositoryCard.module.css";
import { HubVariants } from "./HubVariants.tsx";

export interface HubRepositoryCardProps {
  readonly repository: HubRepository;
  readonly renderVerdict: RenderVerdict | undefined;
}

/** One repository; its files are listed when the card is expanded. */
export function HubRepositoryCard({ repository, renderVerdict }: HubRepositoryCardProps) {
  const words = useText().downloads;
  const language = useLanguage();
  const [isOpen, setIsOpen] = useState(false);
  const filesId = useId();
  const { repo, downloads, isGated, license } = repository;
  const facts = [
    downloads === null ? null : words.timesDownloaded(formatNumber(downloads, language)),
    license === null ? null : words.license(license),
    isGated ? words.gated : null,
  ].filter((fact) => fact !== null);
  return (
    <li className={styles.card}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={filesId}
        aria-label={words.showFiles(repo)}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name={isOpen ? "chevronDown" : "chevronRight"} size={18} />
        <span className={styles.words}>
          <span className={styles.name}>
            <MiddleCut text={repo} />
          </span>
          <span className={styles.facts}>{facts.join(" · ")}</span>
        </span>
      </button>
      <div id={filesId}>{isOpen && <HubVariants repo={repo} renderVerdict={renderVerdict} />}</div>
    </li>
  );
}
