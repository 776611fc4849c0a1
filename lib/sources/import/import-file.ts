import path from "node:path";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@/lib/core/errors";
import { hasRoom } from "@/lib/platform/db/disk-room";
import { diskReserve } from "@/lib/platform/db/disk-space";
import { diskFull } from "@/lib/platform/db/trouble";
import { LimitedChild } from "@/lib/sources/files/limited-child";
import { openWorkspaceWriter } from "@/lib/sources/files/store";
import {
	CONTESTED_PACE_BYTES,
	IMPORT_LIMITS,
	type ImportLimits,
	PACE_BYTES,
	tooMuchMemory,
} from "@/lib/sources/import/limits";
import type { FromImportWorker, ToImportWorker } from "@/lib/sources/import/protocol";
import { cancelled } from "@/lib/sources/import/text";
import type { ImportOptions, ImportReport } from "./report";

/** How often the child's memory and the disk are looked at from outside, in milliseconds. */
const CHECK_MS = 50;
/** How long the child may take to start: seconds, but on a machine with too much to do a minute has been seen. */
const START_MS = 90_000;

type Child = LimitedChild<ToImportWorker, FromImportWorker>;

/**
 * Imports a person's own export. All of it becomes visible at once, at the end; until then, and after any error or a
 * crash, the workspace is as it was. The file is read in a child process with limits of memory and time
 * ({@link IMPORT_LIMITS}), so that no file can stall or end this one.
 *
 * @throws AppError `invalid_input` for a file that cannot be read or, without `keepGoodRows`, with any row that
 *   cannot (`places` has the first hundred, `details.problemsTotal` how many there are), and for dates that can be
 *   read in two ways (`details.reason` is `"dates"`); `too_large` beyond a limit; `conflict` when the workspace holds
 *   the sample and `replaceSample` is not set, or the same file was imported before and `again` is not set
 *   (`details.reason` is `"sample"` or `"again"`); `already_running`, `not_found`, `cancelled`, `unavailable` (also
 *   when the disk fills up, or would fill up to what the database needs).
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
	const { file, signal, onProgress, limits: own, ...work } = options;
	const limits = { ...IMPORT_LIMITS, ...own };
	const disk = diskReserve();
	if (signal?.aborted) throw cancelled();
	const stream = typeof file === "string" ? null : file;
	const place = path.resolve(options.directory);
	let granted = false;
	/** The child ended before it could clear up after itself. */
	let left = false;
	try {
		return await new Promise<ImportReport>((resolve, reject) => {
			let over = false;
			let ready = false;
			/** Why the child is being killed. */
			let reason: unknown;
			let clock: NodeJS.Timeout | undefined;
			const settle = (act: () => void) => {
				if (over) return;
				over = true;
				clearTimeout(clock);
				clearInterval(watch);
				signal?.removeEventListener("abort", onAbort);
				act();
			};
			const stop = (why: unknown) => {
				// From then on the child only has to name the new files, and what it answers is true.
				if (over || granted) return;
				reason ??= why;
				child.kill();
			};
			const onAbort = () => stop(cancelled());
			const within = (ms: number, why: () => AppError) => {
				clearTimeout(clock);
				clock = setTimeout(() => stop(why()), ms);
			};
			const receive = async (source: Readable) => {
				clearTimeout(clock);
				if (!(await sendFile(source, child, limits, options.fileName, () => asked.get(place) ?? 0))) return;
				child.send({ type: "sent" });
				within(limits.timeMs, () => tooSlow(options, limits));
			};
			const child: Child = new LimitedChild(
				{
					script: "lib/sources/import/worker.ts",
					argument: { residentLimitMb: limits.memoryMb },
					residentLimitMb: limits.memoryMb,
					heapLimitMb: Math.ceil(limits.memoryMb / 2),
					stdin: stream !== null,
				},
				(message) => {
					switch (message.type) {
						case "ready":
							ready = true;
							within(limits.timeMs, () => tooSlow(options, limits));
							child.send({
								type: "import",
								work: {
									...work,
									directory: path.resolve(work.directory),
									file: typeof file === "string" ? path.resolve(file) : null,
									disk,
								},
							});
							return;
						case "receive":
							if (stream) void receive(stream).catch(stop);
							return;
						case "progress":
							onProgress?.(message.progress);
							return;
						case "commit":
							if (reason !== undefined) return;
							granted = true;
							child.send({ type: "commit" });
							return;
						case "done":
							return settle(() => resolve(message.report));
						case "refused":
							return settle(() => reject(new AppError(message.code, message.message, message.options)));
						case "failed":
							return settle(() => reject(new Error(`The import failed: ${message.message}`)));
					}
				},
				(outgrown) =>
					settle(() => {
						left = true;
						reject(reason ?? lost(options, limits, { ready, outgrown, granted }));
					}),
			);
			const watch = setInterval(() => {
				child.checkMemory();
				// The child looks before it writes; while DuckDB writes for it, it can't.
				if (!hasRoom(disk)) stop(diskFull());
			}, CHECK_MS);
			within(START_MS, () => notStarted());
			signal?.addEventListener("abort", onAbort, { once: true });
			child.stdin?.on("error", () => {
				// It has ended; its end says why.
			});
		});
	} catch (error) {
		// What it had staged may be gigabytes. Another writer that got in first has swept it up by now.
		if (left) {
			await openWorkspaceWriter(options.directory)
				.then((workspace) => workspace.close())
				.catch(() => undefined);
		}
		if (error instanceof AppError && error.code === "already_running") asked.set(place, performance.now());
		throw error;
	}
}

/** When an import into a workspace, by its directory, was last refused because another one had the place. */
const asked = new Map<string, number>();

/** Writes a file's bytes to the child, and ends them there; false when the child has ended, which says why itself. */
async function sendFile(
	source: Readable,
	child: Child,
	limits: ImportLimits,
	fileName: string,
	lastAsked: () => number,
): Promise<boolean> {
	let bytes = 0;
	const measure = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			bytes += chunk.length;
			if (bytes > limits.fileBytes) {
				const most = `${(limits.fileBytes / 1_000_000).toLocaleString("en")} MB`;
				done(
					new AppError("too_large", `${fileName} is larger than ${most}; nothing was imported.`, {
						remedy: "Export a shorter time range, or split the file.",
					}),
				);
			} else done(null, chunk);
		},
	});
	if (!child.stdin) throw new Error("the child has no standard input");
	const began = performance.now();
	let before = 0;
	const pace = setInterval(() => {
		const contested = lastAsked() >= began;
		const least = contested ? CONTESTED_PACE_BYTES : PACE_BYTES;
		// What the child has not taken yet is not its sender's fault.
		if (bytes - before < least && !measure.writableNeedDrain) measure.destroy(stalled(fileName, contested));
		before = bytes;
	}, limits.paceMs);
	try {
		await pipeline(source, measure, child.stdin);
		return true;
	} catch (error) {
		if (error instanceof AppError) throw error;
		if (child.ended || (error as NodeJS.ErrnoException).code === "EPIPE") return false;
		throw new AppError("invalid_input", `${fileName} did not arrive whole; nothing was changed.`, {
			cause: error,
		});
	} finally {
		clearInterval(pace);
	}
}

function stalled(fileName: string, contested: boolean): AppError {
	const why = contested ? " while another import was waiting" : "";
	return new AppError("invalid_input", `${fileName} came too slowly${why}; nothing was imported.`, {
		remedy: "Import it over a faster connection, or with `npm run import` on the server.",
	});
}

function tooSlow({ fileName }: ImportOptions, limits: ImportLimits): AppError {
	const minutes = (limits.timeMs / 60_000).toLocaleString("en");
	return new AppError(
		"too_large",
		`${fileName} could not be read within ${minutes} minutes; nothing was imported.`,
		{ remedy: "Export a shorter time range, or split the file." },
	);
}

function notStarted(): AppError {
	return new AppError("unavailable", "The process that reads imports could not be started.", {
		remedy: "See the application's log for the reason.",
	});
}

/** Why a child ended that nobody stopped and that said nothing. */
function lost(
	{ fileName }: ImportOptions,
	limits: ImportLimits,
	{ ready, outgrown, granted }: { ready: boolean; outgrown: boolean; granted: boolean },
): AppError {
	if (granted) {
		return new AppError(
			"unavailable",
			`The import of ${fileName} broke off while its rows were being added.`,
			{
				remedy: "See whether the workspace has them before you import the file again.",
			},
		);
	}
	if (outgrown) return tooMuchMemory(fileName, limits.memoryMb);
	if (!ready) return notStarted();
	return new AppError(
		"invalid_input",
		`${fileName} cannot be read: it broke the reader. Nothing was imported.`,
		{
			places: [{ file: fileName, message: "cannot be read" }],
			remedy: "Export it again. See the application's log for the reason.",
		},
	);
}
