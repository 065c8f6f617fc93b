import ipaddr from "ipaddr.js";

/**
 * Whether an IP address belongs to the public Internet. Everything else is refused: this computer, private and
 * local networks, shared address space (CGNAT), multicast, reserved ranges, and IPv6 addresses that stand for
 * an IPv4 address (mapped, 6to4, Teredo, NAT64).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address.includes("%")) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  // Of IPv6, only 2000::/3 is in use.
  return parsed instanceof ipaddr.IPv4 || parsed.match(ipaddr.parse("2000::"), 3);
}
