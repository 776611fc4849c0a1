/**
 * npm start            the product: database, jobs and web server in one process
 * npm run dev          the same with Next's development server
 */
import { config, setMode } from "@/lib/config";
import { createContext } from "@/lib/context";
import { PAGE_PATH_HEADER, pagePath } from "@/lib/http/page-path";
import { SYSTEM } from "@/lib/identity/actor";
import { requireSignIn } from "@/lib/identity/require-sign-in";
import { build, isBuilt } from "@/lib/server/build";
import { ensureWorkspace, startDatabase, startWork, takeDataDirectory } from "@/lib/server/ground";
import { shownUrl } from "@/lib/server/host";
import { listen } from "@/lib/server/http";
import { servesBeyondLoopback } from "@/lib/server/reach";
import { createShutdown, stopOnSignal } from "@/lib/server/shutdown";
import { exitWith } from "./exit";

const REQUEST_PATIENCE_MS = 10_000;
const FIRST_RUN_PATIENCE_MS = 60_000;

async function main(): Promise<number> {
	const began = performance.now();
	const dev = process.argv.includes("--dev");
	setMode(dev ? "development" : "production"); // Next and React choose their build by it when imported
	const { host, port, allowedHosts, skipSeedRun, rebuild } = config();
	const shutdown = createShutdown();
	stopOnSignal(shutdown, say);
	try {
		const beyond = servesBeyondLoopback();
		// Both may be somebody else's, so both are taken before anything slow begins.
		const lock = await takeDataDirectory(shutdown);
		if (beyond) {
			// Not for a moment may others reach it before it is known that they have to sign in.
			await startDatabase(lock, shutdown, say);
			await requireSignIn(createContext(SYSTEM));
		}
		const http = await listen({ host, port, allowedHosts });
		const url = shownUrl(host, http.port);
		const bundle = dev ? Promise.resolve() : ensureBuilt(rebuild);
		bundle.catch(() => {}); // awaited below; a failure meanwhile is not unhandled
		if (!beyond) await startDatabase(lock, shutdown, say);
		await ensureWorkspace(say);
		await startWork(shutdown);
		const { runSeedHuntOnce } = await import("@/lib/server/first-run");
		const firstRun = skipSeedRun ? undefined : runSeedHuntOnce(FIRST_RUN_PATIENCE_MS);
		firstRun?.catch(() => {});
		await bundle;

		const { default: next } = await import("next");
		const app = next({
			dev,
			dir: ".",
			hostname: host,
			port: http.port,
			quiet: !dev,
			httpServer: http.server,
		});
		await app.prepare();
		shutdown.add("pages", () => app.close());
		const handle = app.getRequestHandler();
		http.answerWith((request, response) => {
			request.headers[PAGE_PATH_HEADER] = pagePath(request.url ?? "/");
			return handle(request, response);
		});
		// Last in, first out: no request may still be in work when what it stands on is taken away.
		shutdown.add("web server", () => http.stop(REQUEST_PATIENCE_MS));

		const run = await firstRun;
		if (run) say(`First hunt run over the sample: ${run.findings.new.toLocaleString("en")} findings.`);
		await lock.announce(url);
		say(`Afterclick is at ${url} (ready in ${((performance.now() - began) / 1000).toFixed(1)} s).`);
		await new Promise(() => {}); // until a signal
		return 0;
	} catch (error) {
		await shutdown.run();
		throw error;
	}
}

async function ensureBuilt(force: boolean): Promise<void> {
	if (!force && (await isBuilt())) return;
	say("Building the pages (first start, or the sources have changed).");
	await build();
}

function say(message: string): void {
	process.stdout.write(`${message}\n`);
}

exitWith(main);
