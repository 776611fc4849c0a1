import { statfs } from "node:fs/promises";
import { config } from "@/lib/platform/config/config";
import type { DiskReserve } from "@/lib/platform/db/disk-room";

/** How long an answer of the file system holds, in milliseconds: requests ask often, disks fill slowly. */
const HOLDS_MS = 1_000;

let last: { readonly at: number; readonly full: Promise<boolean> } | undefined;

/**
 * Whether less is free than DISK_RESERVE_MB where the built-in PostgreSQL keeps its data. Its writes are then refused
 * before they begin: a server that runs out of disk in the middle stops. Always false for a server of your own.
 */
export function diskIsFull(): Promise<boolean> {
	const reserve = diskReserve();
	if (reserve === null) return Promise.resolve(false);
	const now = performance.now();
	if (!last || now - last.at > HOLDS_MS) {
		const full = statfs(reserve.directory).then(
			({ bavail, bsize }) => bavail * bsize < reserve.bytes,
			() => false, // not there yet, or on a file system that doesn't say
		);
		last = { at: now, full };
	}
	return last.full;
}

/** What must stay free, as the configuration has it; null with a server of your own, or with DISK_RESERVE_MB=0. */
export function diskReserve(): DiskReserve | null {
	const { databaseIsExternal, dataDirectory, diskReserveMb } = config();
	if (databaseIsExternal || diskReserveMb === 0) return null;
	return { directory: dataDirectory, bytes: diskReserveMb * 1_048_576 };
}
