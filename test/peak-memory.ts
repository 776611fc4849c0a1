import { readFile } from "node:fs/promises";

/** Highest resident memory of a process so far, in bytes; null where the system doesn't say (it does on Linux). */
export async function peakMemory(pid: number): Promise<number | null> {
	const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
	const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
	return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}
