import { createHash } from "node:crypto";

/** A static page of the server, shown when the app cannot be. */
export interface PlainPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const style = `
:root { color-scheme: light dark; }
body { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.25rem; }
section + section { margin-top: 2rem; }`;

const styleHash = createHash("sha256").update(style).digest("base64");

function plainPage(body: string, head = ""): PlainPage {
  return {
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Facet</title>${head}<style>${style}</style></head>
<body>${body}</body>
</html>
`,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}

/** For a browser without a session: its link was already used, or it had none. */
export const newLinkPage = plainPage(`<main>
<section>
<h1>This link has been used</h1>
<p>A Facet link opens once, so that nobody else can follow it. A new one is in the terminal where Facet runs.</p>
<p><a href="/">Try again</a> if Facet is already open in this browser.</p>
</section>
<section lang="zh-CN">
<h1>这个链接已经用过了</h1>
<p>Facet 的链接只能打开一次，以免被他人使用。新的链接已显示在运行 Facet 的终端里。</p>
<p>如果此浏览器中已打开 Facet，请<a href="/">再试一次</a>。</p>
</section>
</main>`);

/**
 * Redirects to the app. A browser that followed a link on another site sends no SameSite=Strict cookie after
 * an HTTP redirect, because the other site counts as the initiator; a request from this page is same-site.
 */
export const redirectPage = plainPage(
  `<p><a href="/">Facet</a></p>`,
  `<meta http-equiv="refresh" content="0;url=/">`,
);
