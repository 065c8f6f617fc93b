import type { ResultFile } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { formatBytes } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { SvgPicture } from "./SvgPicture.tsx";
import styles from "./Parts.module.css";

/** Files that a tool made, as downloads; SVGs are shown too. */
export function ResultFiles({ files }: { readonly files: readonly ResultFile[] }) {
  const text = useText().tools;
  const language = useLanguage();
  return (
    <>
      {files
        .filter(({ name }) => /\.svg$/i.test(name))
        .map((file) => (
          <SvgPicture key={file.hash} file={file} />
        ))}
      <ul className={styles.files} aria-label={text.files}>
        {files.map(({ name, hash, sizeBytes }, place) => (
          <li key={place}>
            <a href={mediaUrl(hash)} download={name} aria-label={text.downloadFile(name)}>
              {name}
            </a>{" "}
            <span className={styles.muted}>{formatBytes(sizeBytes, language)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
