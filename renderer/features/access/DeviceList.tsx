import type { Device } from "../../../shared/access/access-state.ts";
import { formatFullDate } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { readPageKeys } from "../../ipc/page-keys.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Access.module.css";
import { signOut, useAccess } from "./access-store.ts";
import { isThisComputer } from "../../this-computer.ts";
import { describeDevice } from "./describe-device.ts";

/** The browsers that are signed in. On another device, only its own session can be ended. */
export function DeviceList() {
  const words = useText().access;
  const devices = useAccess((state) => state.devices);
  const ownId = readPageKeys()?.deviceId;
  if (devices.length === 0) return <p className={styles.fine}>{words.noDevices}</p>;
  return (
    <ul className={styles.devices} aria-label={words.devices}>
      {devices.map((device) => (
        <DeviceRow
          key={device.id}
          device={device}
          isOwn={device.id === ownId}
          canSignOut={isThisComputer() || device.id === ownId}
        />
      ))}
    </ul>
  );
}

interface DeviceRowProps {
  readonly device: Device;
  readonly isOwn: boolean;
  readonly canSignOut: boolean;
}

function DeviceRow({ device, isOwn, canSignOut }: DeviceRowProps) {
  const words = useText().access;
  const language = useLanguage();
  const name = describeDevice(device, words);
  const where = device.isThisComputer ? words.onThisComputer : words.at(device.address);
  return (
    <li className={styles.device} aria-label={name}>
      <div className={styles.words}>
        <h3 className={styles.name}>
          {name}
          {isOwn && <span className={styles.own}>{words.thisDevice}</span>}
        </h3>
        <p className={styles.fine}>
          {where} · {words.lastSeen(formatFullDate(device.lastSeenAtMs, language))}
        </p>
      </div>
      {canSignOut && (
        <Button size="small" aria-label={words.signOutDevice(name)} onClick={() => void signOut(device)}>
          {words.signOut}
        </Button>
      )}
    </li>
  );
}
