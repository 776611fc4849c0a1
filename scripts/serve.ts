/**
 * npm start            the product: database, jobs and web server in one process
 * npm run dev          the same with Next's development server
 */
import { createServer, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { FILE_LIMIT } from "@/lib/cases/attachments/rules";
import { AppError } from "@/lib/core/errors";
import { ensureBuilt } from "@/lib/operations/startup/build";
import {
	ensureWorkspace,
	startDatabase,
	startWork,
	takeDataDirectory,
} from "@/lib/operations/startup/ground";
import { startTelemetry } from "@/lib/operations/startup/start-telemetry";
import { config, setMode } from "@/lib/platform/config/config";
import { shownUrl } from "@/lib/platform/config/host";
import { servesBeyondLoopback } from "@/lib/platform/config/reach";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { PAGE_PATH_HEADER, pagePath } from "@/lib/platform/http/page-path";
import { ADDRESS_HEADER } from "@/lib/platform/http/rate-limit";
import { refuseUnreadable } from "@/lib/platform/http/unreadable";
import { requireSignIn } from "@/lib/platform/identity/require-sign-in";
import { processState } from "@/lib/platform/process/process-state";
import { createShutdown, stopOnSignal } from "@/lib/platform/process/shutdown";
import { clientAddress } from "@/lib/platform/server/client-address";
import { createFairShare } from "@/lib/platform/server/fair-share";
import { listen } from "@/lib/platform/server/http";
import { logConsole } from "@/lib/platform/server/log-console";
import { IMPORT_LIMITS } from "@/lib/sources/import/limits";
import manifest from "../package.json" with { type: "json" };
import { exitWith } from "./exit";

/** With the jobs' five seconds, within what an orchestrator waits before it kills (30 s by default). */
const REQUEST_PATIENCE_MS = 18_000;
const FIRST_RUN_PATIENCE_MS = 60_000;
/** How long after a page met a database that was away another's failure is laid to it, in milliseconds. */
const AWAY_MS = 10_000;
/** With room for what a form puts around a file. */
const UPLOADS = [
	{ path: /^\/api\/workspace\/imports$/, bytes: IMPORT_LIMITS.fileBytes },
	{ path: /^\/api\/cases\/[^/]+\/attachments$/, bytes: FILE_LIMIT + 100_000 },
];

async function main(): Promise<number> {
	const began = performance.now();
	const dev = process.argv.includes("--dev");
	setMode(dev ? "development" : "production"); // Next and React choose their build by it when imported
	// The loader of this file turns them on, and Node then keeps the sources of each bundle: 290 MB for a line number.
	process.setSourceMapsEnabled(dev);
	const { host, port, allowedHosts, publicUrl, trustedProxies, shutdownDelaySeconds, skipSeedRun, rebuild } =
		config();
	const shutdown = createShutdown();
	stopOnSignal(shutdown, say);
	try {
		const beyond = servesBeyondLoopback();
		await startTelemetry(manifest.version, shutdown);
		// Another process may hold either one, so both are acquired before anything slow starts.
		const lock = await takeDataDirectory(shutdown);
		if (beyond) {
			// Not for a moment may others reach it before it is known that they have to sign in.
			await startDatabase(lock, shutdown, say);
			await requireSignIn(createContext(SYSTEM));
		}
		const http = await listen({
			host,
			port,
			allowedHosts,
			publicUrl,
			uploads: UPLOADS,
			development: dev,
		});
		const url = shownUrl(host, http.port);
		const bundle = dev
			? Promise.resolve()
			: ensureBuilt(() => say("Building the pages (first start, or the sources have changed)."), rebuild);
		bundle.catch(() => {}); // awaited below; a failure meanwhile is not unhandled
		if (!beyond) await startDatabase(lock, shutdown, say);
		await ensureWorkspace(say);
		await startWork(shutdown);
		const { runSeedHuntOnce } = await import("@/lib/operations/startup/first-run");
		const firstRun =
			skipSeedRun || !(await huntsReadable()) ? undefined : runSeedHuntOnce(FIRST_RUN_PATIENCE_MS);
		firstRun?.catch(() => {});
		await bundle;

		const { default: next } = await import("next");
		const app = next({
			dev,
			dir: ".",
			hostname: host,
			port: http.port,
			quiet: !dev,
			// Next listens for WebSockets, which only its development server speaks.
			httpServer: dev ? http.server : createServer(),
		});
		await app.prepare();
		shutdown.add("pages", () => app.close());
		const handle = app.getRequestHandler();
		if (!dev) logConsole();
		const fair = createFairShare();
		http.answerWith(async (request, response) => {
			const forwarded = request.headers["x-forwarded-for"];
			const address = clientAddress(request.socket.remoteAddress, forwarded?.toString(), trustedProxies);
			request.headers[ADDRESS_HEADER] = address;
			request.headers[PAGE_PATH_HEADER] = pagePath(request.url ?? "/");
			if (refuseUnreadable(request, response)) return;
			if (!request.url?.startsWith("/api/")) sayAway(response);
			await fair.answer(request, response, address, () => handle(request, response));
		});
		// Last in, first out: nothing a request in progress needs is closed before it ends.
		shutdown.add("web server", () => http.stop(REQUEST_PATIENCE_MS));
		shutdown.add("readiness", async () => {
			processState().stopping = true; // a load balancer asks again within the delay, and sends no more
			await setTimeout(shutdownDelaySeconds * 1_000);
		});

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

/** A page that fails because the database is away is asked for again, by people and by proxies: 503, not 500. */
function sayAway(response: ServerResponse): void {
	const { writeHead } = response;
	response.writeHead = ((status: number, ...rest: unknown[]) => {
		const since = Date.now() - (processState().databaseTroubleAt ?? 0);
		if (status !== 500 || since > AWAY_MS) return writeHead.call(response, status, ...(rest as []));
		response.setHeader("retry-after", "2");
		return writeHead.call(response, 503, ...(rest as []));
	}) as typeof writeHead;
}

/** Without its hunts Afterclick still has its findings: it starts, and says what is wrong. */
async function huntsReadable(): Promise<boolean> {
	const { currentCatalogue } = await import("@/lib/triage/catalogue/catalogue");
	try {
		await currentCatalogue();
		return true;
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		say([error.message, error.remedy].filter(Boolean).join(" "));
		return false;
	}
}

function say(message: string): void {
	process.stdout.write(`${message}\n`);
}

exitWith(main);
