import type { McpFile, McpOffers } from "../../../shared/tools/mcp/mcp-offers.ts";
import type { MediaStore } from "../../media/media-store.ts";
import { MediaUpload } from "../../media/media-upload.ts";
import type { McpServers } from "./mcp-servers.ts";

/** What the user can put into a message from a server that is on. All throw AppError `not-found` and `mcp-…`. */
export class ServerOffers {
  readonly #servers: Pick<McpServers, "usable">;
  readonly #media: MediaStore;

  constructor(servers: Pick<McpServers, "usable">, media: MediaStore) {
    this.#servers = servers;
    this.#media = media;
  }

  list(serverId: string): Promise<McpOffers> {
    return this.#servers.usable(serverId).use((connection, signal) => connection.listOffers(signal));
  }

  prompt(serverId: string, name: string, args: Readonly<Record<string, string>>): Promise<string> {
    return this.#servers.usable(serverId).use((connection, signal) => connection.prompt(name, args, signal));
  }

  /** Reads a resource into the media store. @throws AppError `storage-failed` as well */
  async resource(serverId: string, uri: string): Promise<readonly McpFile[]> {
    const server = this.#servers.usable(serverId);
    const files = await server.use((connection, signal) => connection.resource(uri, signal));
    const stored: McpFile[] = [];
    for (const { name, mediaType, bytes } of files.filter((file) => file.bytes.byteLength > 0)) {
      const upload = await MediaUpload.begin(this.#media);
      await upload.write(bytes);
      stored.push({ name, mediaType, hash: (await upload.finish()).hash });
    }
    return stored;
  }
}
