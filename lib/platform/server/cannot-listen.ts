/** Why the server could not begin to listen, for the person who started it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { AppError } from "@/lib/core/errors";

/** The error in words, naming who has the port where that can be found out. */
export async function cannotListen(
	cause: NodeJS.ErrnoException,
	{ host, port }: { readonly host: string; readonly port: number },
): Promise<AppError> {
	if (cause.code === "EADDRINUSE") {
		const owner = await portOwner(port);
		return new AppError(
			"unavailable",
			`Port ${port} is taken${owner ? ` by ${owner}` : " by another program"}.`,
			{
				remedy: `Stop that program, or choose another port: PORT=${port + 1} npm start`,
				cause,
			},
		);
	}
	if (cause.code === "EACCES") {
		return new AppError("unavailable", `This user can't listen on port ${port}.`, {
			remedy: "Choose a port above 1023: PORT=3000 npm start",
			cause,
		});
	}
	return new AppError("unavailable", `The server cannot listen on ${host}, port ${port}: ${cause.message}.`, {
		remedy: "Check LISTEN_HOST and PORT.",
		cause,
	});
}

/** A hint only: both programs may be missing, and another user's process stays unnamed. */
async function portOwner(port: number): Promise<string | undefined> {
	const run = promisify(execFile);
	try {
		const { stdout } = await run("ss", ["-ltnpH", `sport = :${port}`], { timeout: 2_000 });
		const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(stdout);
		if (match) return `process ${match[2]} (${match[1]})`;
	} catch {
		// no ss, as on macOS
	}
	try {
		const { stdout } = await run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], {
			timeout: 2_000,
		});
		const pid = /^p(\d+)$/m.exec(stdout)?.[1];
		if (pid) return `process ${pid} (${/^c(.+)$/m.exec(stdout)?.[1] ?? "unknown"})`;
	} catch {
		// neither
	}
	return undefined;
}
