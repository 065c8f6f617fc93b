import { useEffect, useState } from "react";
import { onAnnouncement } from "./announcer.ts";

/**
 * How long a message stays: long enough to be announced, and gone when the user later moves through the page.
 */
const shownMs = 5000;

/** One live region for the whole page: a region added together with its message is often not announced. */
export function Announcer() {
  const [said, setSaid] = useState({ text: "", count: 0 });

  useEffect(() => {
    let timer = 0;
    const end = onAnnouncement((text) => {
      window.clearTimeout(timer);
      setSaid(({ count }) => ({ text, count: count + 1 }));
      timer = window.setTimeout(() => setSaid(({ count }) => ({ text: "", count })), shownMs);
    });
    return () => {
      end();
      window.clearTimeout(timer);
    };
  }, []);

  return (
    <div role="status" className="visually-hidden">
      {/* A new key announces a repeated message again. */}
      <span key={said.count}>{said.text}</span>
    </div>
  );
}
