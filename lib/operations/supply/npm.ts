import { spawn } from "node:child_process";
import { AppError } from "@/lib/core/errors";
import { childEnvironment } from "@/lib/platform/config/config";

/** Runs npm and takes what it prints. @throws AppError `unavailable` when there is no npm. */
export async function npm(
	args: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
	const child = spawn("npm", [...args], {
		env: childEnvironment({ NODE_ENV: undefined }),
		stdio: ["ignore", "pipe", "pipe"],
		// npm is a batch file there.
		shell: process.platform === "win32",
	});
	let stdout = "";
	let stderr = "";
	child.stdout.on("data", (chunk) => {
		stdout += chunk;
	});
	child.stderr.on("data", (chunk) => {
		stderr += chunk;
	});
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once("error", (cause) =>
			reject(new AppError("unavailable", "npm could not be started.", { cause })),
		);
		child.once("close", resolve);
	});
	return { code, stdout, stderr };
}
