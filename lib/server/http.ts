/** The one HTTP server of the process: listening from the first moment, stopping without cutting an answer. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { promisify } from "node:util";
import { AppError } from "@/lib/errors";
import { isAllowedHost } from "@/lib/server/host";
import { securityHeaders } from "@/lib/server/security-headers";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpServer {
	readonly port: number;
	readonly server: Server;
	/** From now on requests go to `handler`; until then they are told to come back. */
	answerWith(handler: RequestHandler): void;
	/**
	 * Accepts nothing new, ends event streams (browsers open them again by themselves) and waits for the other
	 * answers; those that take longer than `patienceMs` are cut.
	 */
	stop(patienceMs: number): Promise<void>;
}

export interface ListenOptions {
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	readonly allowedHosts: readonly string[];
	/** Origin that people open, where it is not this server's own address. */
	readonly publicUrl?: string | undefined;
	/** Whether Next's development server answers. */
	readonly development?: boolean;
}

/** @throws AppError `unavailable` when the port is taken, naming who has it where that can be found out. */
export async function listen(options: ListenOptions): Promise<HttpServer> {
	let handler: RequestHandler | undefined;
	const open = new Map<ServerResponse, IncomingMessage>();
	let stopping = false;

	const server = createServer((request, response) => {
		open.set(response, request);
		response.once("close", () => {
			open.delete(response);
			// Only after this turn does the connection count as idle.
			if (stopping) setImmediate(() => server.closeIdleConnections());
		});
		const nonce = secure(request, response, options);
		if (!isAllowedHost(request.headers.host, options.host, options.allowedHosts)) {
			refuseHost(response);
			return;
		}
		if (stopping) response.setHeader("connection", "close");
		if (!handler) {
			comeBack(response, nonce);
			return;
		}
		handler(request, response).catch((error: unknown) => response.destroy(error as Error));
	});
	// An upload of a large export over a slow line is no attack: only its headers must come quickly.
	server.requestTimeout = 30 * 60_000;
	server.keepAliveTimeout = 20_000;

	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(options.port, options.host, resolve);
	}).catch(async (cause: NodeJS.ErrnoException) => {
		throw await cannotListen(cause, options);
	});
	const address = server.address();
	return {
		port: typeof address === "object" && address ? address.port : options.port,
		server,
		answerWith(next) {
			handler = next;
		},
		async stop(patienceMs) {
			stopping = true;
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const [response, request] of open) {
				if (isEventStream(request, response)) response.destroy();
				else if (!response.headersSent) response.setHeader("connection", "close");
			}
			server.closeIdleConnections();
			const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
			await closed;
			clearTimeout(timer);
		},
	};
}

/**
 * Sets what every answer carries, whoever writes it. Next finds the nonce for its scripts in the policy of the
 * request; one that came from outside would let its sender choose it.
 */
function secure(request: IncomingMessage, response: ServerResponse, options: ListenOptions): string {
	const nonce = randomBytes(18).toString("base64");
	const headers = securityHeaders({
		nonce,
		development: options.development === true,
		https: options.publicUrl?.startsWith("https:") === true,
	});
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	request.headers["content-security-policy"] = headers["content-security-policy"];
	delete request.headers["content-security-policy-report-only"];
	return nonce;
}

/** Asked for as one (as EventSource does) or being sent as one: it has no end to wait for. */
function isEventStream(request: IncomingMessage, response: ServerResponse): boolean {
	return [request.headers.accept, response.getHeader("content-type")].some((type) =>
		String(type ?? "").startsWith("text/event-stream"),
	);
}

function refuseHost(response: ServerResponse): void {
	response.writeHead(421, { "content-type": "text/plain; charset=utf-8", connection: "close" });
	response.end(
		"This server does not answer to the host name it was called by.\n" +
			"If that name is yours, add it to ALLOWED_HOSTS and start again.\n",
	);
}

function comeBack(response: ServerResponse, nonce: string): void {
	const policy = `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'`;
	response.writeHead(503, {
		"content-type": "text/html; charset=utf-8",
		"cache-control": "no-store",
		"retry-after": "2",
		"content-security-policy": policy,
	});
	response.end(
		'<!doctype html><html lang="en"><title>Afterclick</title><meta http-equiv="refresh" content="2">' +
			`<style nonce="${nonce}">body{font-family:system-ui;padding:2rem}</style>` +
			"<body>Afterclick is starting. This page opens by itself.</body></html>",
	);
}

async function cannotListen(cause: NodeJS.ErrnoException, { host, port }: ListenOptions): Promise<AppError> {
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
		return new AppError("unavailable", `This user may not listen on port ${port}.`, {
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
