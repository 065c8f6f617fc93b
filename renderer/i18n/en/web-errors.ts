import { fact, sentenceFor } from "../error-words.ts";
import type { ErrorData } from "../../../shared/ipc/result.ts";

const host = (data: ErrorData) => fact(data, "host", "The address");
const provider = (data: ErrorData) => fact(data, "provider", "The search service");
const status = (data: ErrorData) => fact(data, "status", "an error");

/** Failures of web search and of reading pages. */
export const webErrors = {
  "address-refused": {
    title: "This address was not opened",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          scheme: "Only pages with http or https addresses can be read. Nothing was sent.",
          credentials: `The address at ${host(data)} contains a user name or a password. Nothing was sent.`,
          port: `${host(data)} is on a port that web pages do not use. Nothing was sent.`,
          private: `${host(data)} leads to this computer or into your own network, which tools may not reach. Nothing was sent there.`,
        },
        "It is not the address of a web page. Nothing was sent.",
      ),
    action: null,
  },
  "fetch-failed": {
    title: "This address could not be loaded",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          "no-such-host": `There is no ${host(data)}, or this computer is offline. Check the address and the connection.`,
          insecure: `The certificate of ${host(data)} is not valid, so nothing was sent to it.`,
          "too-slow": `${host(data)} took too long. Try again later.`,
          redirects: `${host(data)} redirects too often.`,
          broken: `The answer of ${host(data)} can’t be read.`,
          type: `${host(data)} sent a file of the type ${fact(data, "type", "unknown")}. Web pages, texts and PDF files can be read.`,
          "too-large": `The answer of ${host(data)} is too long.`,
        },
        `${host(data)} can’t be reached. Check the connection, or try again later.`,
      ),
    action: null,
  },
  "page-unreadable": {
    title: "This page can’t be read",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          status: `${host(data)} answered with ${status(data)}. The page may have moved, or be open only to signed-in visitors.`,
          limited: `${host(data)} does not let programs read its pages at the moment. Open it in your browser.`,
          empty: `The page at ${host(data)} has no text of its own: it is put together by scripts, which Facet does not run. Open it in your browser.`,
        },
        `The page at ${host(data)} is too complicated or damaged.`,
      ),
    action: null,
  },
  "search-failed": {
    title: "The web search failed",
    detail: (data: ErrorData) =>
      sentenceFor(
        data,
        {
          "no-key": `${provider(data)} needs an API key. Enter it in Settings, under Web search.`,
          "no-address": `Enter the address of your SearXNG in Settings, under Web search.`,
          "refused-key": `${provider(data)} rejected the API key. Check it in Settings, under Web search.`,
          limited: `${provider(data)} limits searches at the moment. Wait a while, or choose another service in Settings, under Web search.`,
          status: `${provider(data)} answered with ${status(data)}. Try again later.`,
        },
        `${provider(data)} answered in a way that Facet can’t read. A SearXNG has to have JSON among its formats.`,
      ),
    action: null,
  },
} as const;
