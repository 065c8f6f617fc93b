import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";

/** How names are resolved and connections opened; tests have one of their own. */
export interface Network {
  /** The IP addresses of a host name. @throws errors of the resolver */
  resolve(hostName: string): Promise<readonly string[]>;
  /** Connects to the first of these addresses that answers; never resolves a name. */
  connect(addresses: readonly string[], port: number): Socket;
}

export const systemNetwork: Network = {
  async resolve(hostName) {
    const found = await lookup(hostName, { all: true });
    return found.map(({ address }) => address);
  },
  connect(addresses, port) {
    const known = addresses.map((address) => ({ address, family: isIP(address) }));
    return connect({
      host: "resolved.invalid",
      port,
      autoSelectFamily: true,
      lookup: (_host, _options, callback) => callback(null, known),
    });
  },
};
