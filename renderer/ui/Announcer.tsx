import { useEffect, useState } from "react";
import { onAnnouncement } from "./announcer.ts";

/** How long a sentence stays: read out when it comes, and not found again later by someone moving through the page. */
const shownMs = 5000;

/** One status for the whole page: a new live region for each sentence would often not be read. */
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
      {/* The same sentence twice is news twice. */}
      <span key={said.count}>{said.text}</span>
    </div>
  );
}
