import { useEffect, useRef, useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { announce } from "./announcer.ts";
import { copyText } from "./copy-text.ts";
import { IconButton } from "./IconButton.tsx";

export interface CopyButtonProps {
  readonly label: string;
  /** Called on press, so that long texts are not computed for every button on the page. */
  readonly getText: () => string;
}

/** Copies, and shows for a moment whether that worked. */
export function CopyButton({ label, getText }: CopyButtonProps) {
  const text = useText().common;
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const settle = (next: "copied" | "failed") => {
    setOutcome(next);
    announce(next === "copied" ? text.copied : text.copyFailed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOutcome(null), next === "copied" ? 2000 : 6000);
  };
  const copy = () => {
    void copyText(getText()).then((isCopied) => settle(isCopied ? "copied" : "failed"));
  };

  return (
    <IconButton
      size="small"
      icon={outcome === "copied" ? "check" : outcome === "failed" ? "alert" : "copy"}
      label={outcome === "copied" ? text.copied : outcome === "failed" ? text.copyFailed : label}
      onClick={copy}
    />
  );
}
