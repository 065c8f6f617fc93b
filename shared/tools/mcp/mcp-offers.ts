/** What a server has beside tools, for the user to put into a message. */
export interface McpOffers {
  readonly prompts: readonly McpPrompt[];
  readonly resources: readonly McpResource[];
}

/** A text that the server writes, with what the user fills in. */
export interface McpPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly {
    readonly name: string;
    readonly description: string;
    readonly isRequired: boolean;
  }[];
}

export interface McpResource {
  readonly uri: string;
  readonly title: string;
  readonly description: string;
}

/** A resource that was read; its bytes are in the media store. */
export interface McpFile {
  readonly hash: string;
  readonly name: string;
  readonly mediaType: string;
}
