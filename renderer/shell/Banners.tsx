import { useEffect, useState, type ReactNode } from "react";
import type { Notice } from "../../shared/ipc/host-routes.ts";
import { signInPath } from "../../shared/ipc/sign-in.ts";
import { describeFailure } from "../i18n/describe-failure.ts";
import { storageTrouble } from "../i18n/error-words.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import styles from "./Banners.module.css";
import { dismissNotice, useShell } from "./shell-state.ts";

/** A connection that is restored within this time is not reported as lost. */
const graceMs = 1_200;

/** Banners above the chat: no connection, a failed start, a repair made at start. */
export function Banners({ onRetryStart }: { readonly onRetryStart: () => void }) {
  const text = useText();
  const { isRefused, startFailure, notices, storage } = useShell();
  const isMissing = useIsHostMissing();
  const failure = startFailure && describeFailure(startFailure, text);
  return (
    <>
      {isMissing && (
        <Banner
          // A new key creates a new alert, so that screen readers announce it.
          key={String(isRefused)}
          role="alert"
          title={isRefused ? text.common.refused : text.common.disconnected}
          detail={isRefused ? text.common.refusedDetail : text.common.disconnectedDetail}
        >
          {isRefused && (
            // In a tab of its own: this page keeps what was typed, and reconnects.
            <Button size="small" onClick={() => window.open(signInPath, "_blank", "noopener")}>
              {text.common.signInAgain}
            </Button>
          )}
        </Banner>
      )}
      {failure && !isMissing && (
        <Banner role="alert" title={failure.title} detail={failure.detail}>
          <Button size="small" onClick={onRetryStart}>
            {text.common.retry}
          </Button>
        </Banner>
      )}
      {storage && !isMissing && (
        <Banner
          role="alert"
          title={text.common.notSaved}
          detail={text.common.notSavedDetail[storageTrouble(storage.data)]}
        />
      )}
      {notices.map((notice) => (
        <NoticeBanner key={notice.code} notice={notice} />
      ))}
    </>
  );
}

function NoticeBanner({ notice }: { readonly notice: Notice }) {
  const text = useText().common;
  const { file = "", folder = "" } = notice.data;
  const words = {
    "database-set-aside": { title: text.databaseSetAside, detail: text.databaseSetAsideDetail(file) },
    "database-repaired": { title: text.databaseRepaired, detail: text.databaseRepairedDetail(file) },
    "folder-open": { title: text.folderOpen, detail: text.folderOpenDetail(folder) },
  }[notice.code];
  return (
    <Banner role="status" {...words}>
      <IconButton size="small" icon="close" label={text.dismiss} onClick={() => dismissNotice(notice)} />
    </Banner>
  );
}

interface BannerProps {
  readonly role: "alert" | "status";
  readonly title: string;
  readonly detail: string;
  readonly children?: ReactNode;
}

function Banner({ role, title, detail, children }: BannerProps) {
  return (
    <div role={role} className={styles.banner}>
      <Icon name="alert" />
      <p className={styles.words}>
        <strong className={styles.title}>{title}</strong>
        {detail}
      </p>
      {children}
    </div>
  );
}

function useIsHostMissing(): boolean {
  const isConnected = useShell((state) => state.isConnected);
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setIsMissing(!isConnected), isConnected ? 0 : graceMs);
    return () => window.clearTimeout(timer);
  }, [isConnected]);
  return isMissing && !isConnected;
}
