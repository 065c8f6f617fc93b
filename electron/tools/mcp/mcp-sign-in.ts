import { randomBytes } from "node:crypto";
import {
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  UnauthorizedError,
  type InsufficientScopeError,
  type AuthProvider,
  type FetchLike,
  type OAuthClientProvider,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/result.ts";
import type { TokenVault } from "../../models/hub/token-vault.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { loopbackRedirect, type LoopbackRedirect } from "./loopback-redirect.ts";
import { defaultTrafficLimits, TrafficLimit } from "./traffic-limit.ts";

/** How long the user has for the sign-in page. */
const signInMs = 10 * 60_000;
const requestMs = 30_000;

const keptSchema = z.object({
  client: z.looseObject({ client_id: z.string(), issuer: z.string().optional() }),
  tokens: z.looseObject({ access_token: z.string(), token_type: z.string(), issuer: z.string().optional() }),
});

/** What a sign-in left: the tokens, and as whom Facet is registered there. */
type Kept = z.infer<typeof keptSchema>;

/** What a server said where to sign in, when it refused a request. */
type Challenge = ReturnType<typeof extractWWWAuthenticateParams>;

/** The sign-in (OAuth) at one server that is reached by an address. Tokens are in the vault only. */
export class McpSignIn {
  readonly #vault: () => Promise<TokenVault>;
  #kept: Kept | null = null;
  #challenge: Challenge = {};
  #redirect: LoopbackRedirect | null = null;

  private constructor(vault: () => Promise<TokenVault>) {
    this.#vault = vault;
  }

  static async open(vault: () => Promise<TokenVault>): Promise<McpSignIn> {
    const signIn = new McpSignIn(vault);
    try {
      signIn.#kept = keptSchema.parse(JSON.parse((await (await vault()).read()) ?? "null"));
    } catch {
      // Nobody has signed in.
    }
    return signIn;
  }

  get isSignedIn(): boolean {
    return this.#kept !== null;
  }

  /** For the requests to a server: sends the token and renews it. It never begins a sign-in by itself. */
  provider(serverUrl: string): AuthProvider {
    return {
      token: async () => this.#kept?.tokens.access_token,
      onUnauthorized: async ({ response }) => {
        this.#challenge = extractWWWAuthenticateParams(response);
        if (this.#kept === null) throw new UnauthorizedError("Nobody is signed in");
        const client = this.#client("http://127.0.0.1/callback", () => {
          throw new UnauthorizedError("The sign-in has expired");
        });
        await auth(client, { serverUrl, ...this.#options() });
      },
    };
  }

  /** The next sign-in asks for this too: the server wants more than the last one gave. */
  demand({ requiredScope, resourceMetadataUrl }: InsufficientScopeError): void {
    const given = this.#kept?.tokens["scope"];
    const scope = computeScopeUnion(typeof given === "string" ? given : undefined, requiredScope);
    this.#challenge = { ...(resourceMetadataUrl && { resourceMetadataUrl }), ...(scope && { scope }) };
  }

  /**
   * Begins a sign-in.
   * @param onDone Called once the browser has come back and there are tokens.
   * @param words What the user reads in the browser then.
   * @returns the page at which the user signs in
   * @throws AppError `mcp-sign-in-failed`
   */
  async begin(serverUrl: string, words: string, onDone: () => void): Promise<string> {
    this.cancel();
    const state = randomBytes(24).toString("base64url");
    const redirect = await loopbackRedirect(state, words, signInMs);
    this.#redirect = redirect;
    let page: URL | null = null;
    const client = this.#client(redirect.url, (url) => (page = url), state);
    try {
      // Registered anew: the port of the redirect is another one each time.
      await auth(client, { serverUrl, ...this.#options(), forceReauthorization: true });
      const target = signInPage(page);
      this.#finish(client, serverUrl, redirect, onDone);
      return target;
    } catch (thrown) {
      redirect.close();
      throw signInFailure(serverUrl, thrown);
    }
  }

  /** Ends a sign-in that has not come back. */
  cancel(): void {
    this.#redirect?.close();
    this.#redirect = null;
  }

  /** @throws errors of the file system */
  async forget(): Promise<void> {
    this.cancel();
    this.#kept = null;
    await (await this.#vault()).write(null);
  }

  #finish(
    client: OAuthClientProvider,
    serverUrl: string,
    redirect: LoopbackRedirect,
    onDone: () => void,
  ): void {
    const finish = async () => {
      const parameters = await redirect.parameters;
      const code = parameters?.get("code");
      if (parameters === null || code === null || code === undefined || this.#redirect !== redirect) return;
      this.#redirect = null;
      const iss = parameters.get("iss");
      await auth(client, {
        serverUrl,
        authorizationCode: code,
        ...(iss !== null && { iss }),
        ...this.#options(),
      });
      onDone();
    };
    // The server goes on saying that a sign-in is needed, and the user can begin another one.
    finish().catch(() => undefined);
  }

  #options() {
    const { resourceMetadataUrl, scope } = this.#challenge;
    const bounded = boundedFetch(new TrafficLimit(defaultTrafficLimits), () => undefined);
    const fetchFn: FetchLike = (url, init) =>
      bounded(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(requestMs) });
    return {
      fetchFn,
      ...(resourceMetadataUrl && { resourceMetadataUrl }),
      ...(scope !== undefined && { scope }),
    };
  }

  #client(redirectUrl: string, open: (page: URL) => void, state?: string): OAuthClientProvider {
    const isNew = state !== undefined;
    let registered: Kept["client"] | undefined = isNew ? undefined : this.#kept?.client;
    let verifier = "";
    let discovered: Parameters<NonNullable<OAuthClientProvider["saveDiscoveryState"]>>[0] | undefined;
    return {
      redirectUrl,
      clientMetadata: {
        client_name: "Facet",
        application_type: "native",
        redirect_uris: [redirectUrl],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        token_endpoint_auth_method: "none",
      },
      ...(isNew && { state: () => state }),
      clientInformation: () => registered,
      saveClientInformation: (information) => {
        registered = information;
      },
      tokens: () => (isNew ? undefined : this.#kept?.tokens),
      saveTokens: async (tokens) => {
        if (registered === undefined) throw new Error("Facet is not registered there");
        const kept = { client: registered, tokens };
        await (await this.#vault()).write(JSON.stringify(kept));
        this.#kept = kept;
      },
      redirectToAuthorization: open,
      saveCodeVerifier: (given) => {
        verifier = given;
      },
      codeVerifier: () => verifier,
      // The code is exchanged where the sign-in began, whatever the server says in the meantime.
      saveDiscoveryState: (given) => {
        discovered = given;
      },
      discoveryState: () => discovered,
    };
  }
}

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

/** The page is opened in the user's browser, so nothing but a web page may be. */
function signInPage(page: URL | null): string {
  const isWeb =
    page?.protocol === "https:" || (page?.protocol === "http:" && loopbackHosts.includes(page.hostname));
  if (page === null || !isWeb) throw new Error("The server names no page for the sign-in");
  return page.href;
}

function signInFailure(serverUrl: string, thrown: unknown): AppError {
  const detail = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 300).toWellFormed();
  const { host } = new URL(serverUrl);
  return new AppError("mcp-sign-in-failed", `The sign-in at ${host} could not begin: ${detail}`, {
    host,
    detail,
  });
}
