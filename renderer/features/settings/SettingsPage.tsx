import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { SearchField } from "../../ui/SearchField.tsx";
import type { SettingsSection } from "./settings-section.ts";
import styles from "./SettingsPage.module.css";
import { useSectionInView } from "./use-section-in-view.ts";

export interface SettingsPageProps {
  readonly sections: readonly SettingsSection[];
  /** The section that the address names; null: the beginning of the page. */
  readonly sectionId: string | null;
  /** Incremented by every explicit opening, also of the same section, which is then scrolled to again. */
  readonly visit: number;
  readonly hrefOf: (sectionId: string) => string;
  readonly onOpen: (sectionId: string) => void;
}

/** Changes apply immediately; there is no Save button. */
export function SettingsPage({ sections, sectionId, visit, hrefOf, onOpen }: SettingsPageProps) {
  const words = useText().settings;
  const [query, setQuery] = useState("");
  const page = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  // The text on screen is searched, so that whatever a section shows can be found.
  useLayoutEffect(() => setHidden(sectionsWithout(list.current, query)), [query]);

  useEffect(() => {
    if (sectionId === null) {
      page.current?.scrollTo({ top: 0 });
      return;
    }
    const section = document.getElementById(elementId(sectionId));
    section?.scrollIntoView({ block: "start" });
    section?.focus({ preventScroll: true });
  }, [sectionId, visit]);

  // After the effect above, which scrolls.
  const current = useSectionInView(page, sectionId, visit);
  const links = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a narrow page the links are one line that scrolls.
    const link = links.current?.querySelector<HTMLElement>("[aria-current]");
    if (link) links.current?.scrollTo({ left: link.offsetLeft - links.current.offsetLeft - edgePx });
  }, [current]);

  return (
    <div className={styles.view}>
      <div ref={page} className={styles.page}>
        <div className={styles.columns}>
          <div className={styles.side}>
            <search className={styles.search}>
              <SearchField label={words.search} value={query} onChange={setQuery} />
            </search>
            <nav ref={links} className={styles.nav} aria-label={words.sections}>
              <ul className={styles.links}>
                {sections
                  .filter(({ id }) => !hidden.has(id))
                  .map(({ id, title }) => (
                    <li key={id}>
                      <a
                        className={styles.link}
                        href={hrefOf(id)}
                        aria-current={id === current ? "true" : undefined}
                        onClick={(event) => {
                          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
                          event.preventDefault();
                          onOpen(id);
                        }}
                      >
                        {title}
                      </a>
                    </li>
                  ))}
              </ul>
            </nav>
          </div>
          <div ref={list} className={styles.sections}>
            {sections.map(({ id, title, content }) => (
              <section
                key={id}
                id={elementId(id)}
                data-section={id}
                className={styles.section}
                aria-label={title}
                tabIndex={-1}
                hidden={hidden.has(id)}
              >
                <h2 className={styles.heading}>{title}</h2>
                {content}
              </section>
            ))}
            <p role="status" className={styles.note}>
              {hidden.size === sections.length && words.noMatches(query)}
            </p>
          </div>
        </div>
      </div>
    </div>
  );
}

/** What stays in sight of the link before the current one, in CSS pixels. */
const edgePx = 48;
const elementId = (sectionId: string) => `settings-${sectionId}`;

/** The ids of the sections in which the words of a query do not occur. */
function sectionsWithout(list: HTMLElement | null, query: string): ReadonlySet<string> {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const sections = [...(list?.querySelectorAll<HTMLElement>("[data-section]") ?? [])];
  return new Set(
    sections
      .filter(({ textContent }) => {
        const text = textContent.toLocaleLowerCase();
        return words.some((word) => !text.includes(word));
      })
      .map(({ dataset }) => dataset.section ?? ""),
  );
}
