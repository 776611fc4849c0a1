/**
 * Who a process id belongs to. A pid alone is not an identity: it is given out again after a restart, and in
 * containers it nearly always is the same small number. A pid with its start time is one.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** True when a process with this id exists, also when it belongs to another user. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/**
 * An opaque text that two processes with one pid do not share, or undefined when the process is gone.
 * Linux: boot id and clock ticks since boot (proc(5), field 22); elsewhere: what `ps` says of its start.
 */
export async function startTimeOf(pid: number): Promise<string | undefined> {
	if (!isAlive(pid)) return undefined;
	try {
		if (process.platform === "linux") {
			const stat = await readFile(`/proc/${pid}/stat`, "utf8");
			// The command name in parentheses may itself hold spaces and parentheses; fields count from after it.
			const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			if (fields[0] === "Z") return undefined; // a zombie runs nothing any more
			const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
			return `${boot}:${fields[19]}`;
		}
		if (process.platform === "win32") {
			const command = `(Get-Process -Id ${pid}).StartTime.ToUniversalTime().Ticks`;
			return (await run("powershell", ["-NoProfile", "-Command", command])).stdout.trim() || undefined;
		}
		return (await run("ps", ["-o", "lstart=", "-p", String(pid)])).stdout.trim() || undefined;
	} catch {
		// Gone between the two looks, or the platform does not tell: fall back to "alive, start unknown".
		return isAlive(pid) ? "unknown" : undefined;
	}
}

/** The command line of a process, its arguments separated by spaces; undefined when it cannot be read. */
export async function commandOf(pid: number): Promise<string | undefined> {
	try {
		if (process.platform === "linux") {
			return (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ").trim() || undefined;
		}
		if (process.platform === "win32")
			return (await run("tasklist", ["/FI", `PID eq ${pid}`, "/NH"])).stdout.trim();
		return (await run("ps", ["-o", "command=", "-p", String(pid)])).stdout.trim() || undefined;
	} catch {
		return undefined;
	}
}

/** Resolves true as soon as the process is gone, false when it still runs after `timeoutMs`. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
	const deadline = Date.now() + timeoutMs;
	while (Date.now() < deadline) {
		if ((await startTimeOf(pid)) === undefined) return true;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return false;
}
