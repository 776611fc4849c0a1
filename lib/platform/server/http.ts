/** The one HTTP server of the process: listening from the first moment, stopping without cutting an answer. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { AppError } from "@/lib/core/errors";
import { isAllowedHost } from "@/lib/platform/config/host";
import { toProblem } from "@/lib/platform/http/problem";
import { cannotListen } from "@/lib/platform/server/cannot-listen";
import { CSP_REPORT_PATH, takeCspReport } from "@/lib/platform/server/csp-reports";
import { isForeignWrite } from "@/lib/platform/server/origin";
import { inTurn } from "@/lib/platform/server/pipeline";
import { drain, hurry, keepForAnswer } from "@/lib/platform/server/request-body";
import { logRequest } from "@/lib/platform/server/request-log";
import { targetRefusal } from "@/lib/platform/server/request-target";
import { securityHeaders } from "@/lib/platform/server/security-headers";

/** All headers of a request together, in bytes; more is a 431. */
const HEADER_BYTES = 16_384;
/** How long a client may take for its headers, and for a body that is no upload. */
const HEADERS_PATIENCE_MS = 15_000;
const BODY_PATIENCE_MS = 60_000;
/** An upload of a large export over a slow line is no attack: only its headers must come quickly. */
const UPLOAD_PATIENCE_MS = 30 * 60_000;
/** Silence on a connection, in both directions, after which it is given up. */
const SILENCE_MS = 10 * 60_000;
/** A body that is still being sent when its sender was turned away is cut off after this. */
const TURNED_AWAY_MS = 5_000;
const TURNED_AWAY = new Set([401, 403, 429]);
/** Largest body announced in advance that is let in, but for uploads: the routes read 2 MB of JSON. */
const BODY_BYTES = 2_000_000;

/** Where a load balancer asks whether to send requests here; liveness is another question (/api/health). */
export const READINESS_PATH = "/api/ready";
/**
 * So many looks in a row at an empty queue, and the listening socket can close without refusing a connection in it.
 * Looks are counted and not time: a process that is busy has not looked, however long it took.
 */
const QUIET_LOOKS = 5;
const LOOK_MS = 50;
/** A balancer that never asks for readiness keeps sending; then those who come later are refused. */
const LONGEST_DRAIN_MS = 5_000;

/** What a connection without a byte is given for its first one once the server stops and has nothing else to do. */
const UNUSED_MS = 1_000;

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpServer {
	readonly port: number;
	readonly server: Server;
	/** From now on requests go to `handler`; until then they are told to come back. */
	answerWith(handler: RequestHandler): void;
	/**
	 * Says on READINESS_PATH that it is leaving, answers who still comes until nobody does, then accepts nothing
	 * new and waits for the answers in work; those that take longer than `patienceMs` are cut. Event streams end at
	 * once (browsers open them again by themselves).
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
	/** Paths whose bodies are files: they may be large, up to so many bytes, and take long. */
	readonly uploads?: readonly { readonly path: RegExp; readonly bytes: number }[];
	/** Shorter patience than this file's, for tests. */
	readonly patienceMs?: { readonly headers: number; readonly body: number; readonly unused?: number };
	/** Whether Next's development server answers. */
	readonly development?: boolean;
}

/** @throws AppError `unavailable` when the port is taken, naming who has it where that can be found out. */
export async function listen(options: ListenOptions): Promise<HttpServer> {
	let handler: RequestHandler | undefined;
	const open = new Map<ServerResponse, IncomingMessage>();
	const sockets = new Set<Socket>();
	/** How many bytes a connection had brought when its last request and answer were whole. */
	const settled = new WeakMap<Socket, number>();
	let stopping = false;
	let arrivals = 0;

	const bodyPatience = options.patienceMs?.body ?? BODY_PATIENCE_MS;
	const limits = {
		maxHeaderSize: HEADER_BYTES,
		headersTimeout: options.patienceMs?.headers ?? HEADERS_PATIENCE_MS,
		requestTimeout: UPLOAD_PATIENCE_MS,
		keepAliveTimeout: 20_000,
		connectionsCheckingInterval: Math.min(5_000, options.patienceMs?.headers ?? 5_000),
	};
	const take = (request: IncomingMessage, response: ServerResponse) => {
		open.set(response, request);
		const { socket } = request;
		keepForAnswer(request, response);
		const settle = () => settled.set(socket, socket.bytesRead);
		request.once("close", settle);
		response.once("close", () => {
			open.delete(response);
			settle();
			// Only after a look is it told from one whose next request has come already.
			if (stopping) void taken().then(closeIdle);
		});
		const requestId = crypto.randomUUID();
		request.headers["x-request-id"] = requestId; // none is taken from outside: it stands in logs and audit
		response.setHeader("x-request-id", requestId);
		logRequest(request, response, requestId);
		response.once("finish", () => {
			// Who may not send it need not live to see the answer.
			const turnedAway = TURNED_AWAY.has(response.statusCode);
			drain(request, socket, turnedAway ? Math.min(TURNED_AWAY_MS, bodyPatience) : bodyPatience);
		});
		const nonce = secure(request, response, options);
		if (!isAllowedHost(request.headers.host, options.host, options.allowedHosts)) {
			refuseHost(response);
			return;
		}
		if (stopping) {
			response.setHeader("connection", "close");
			if (request.url?.split("?")[0] === READINESS_PATH) {
				sayLeaving(response);
				return;
			}
			arrivals += 1;
		}
		if (request.url?.split("?", 1)[0] === CSP_REPORT_PATH) {
			hurry(request, bodyPatience);
			takeCspReport(request, response);
			return;
		}
		const refusal = refusalOf(request, options);
		if (refusal) {
			refuse(request, response, refusal, bodyPatience);
			return;
		}
		if (!handler) {
			comeBack(request, response, nonce, bodyPatience);
			return;
		}
		if (uploadLimit(request, options) === undefined) hurry(request, bodyPatience);
		handler(request, response).catch((error: unknown) => response.destroy(error as Error));
	};
	const server = createServer(limits, (request, response) =>
		inTurn(request, response, () => take(request, response)),
	);
	if (!options.development) {
		// Without a listener Node closes the connection without a word, and Next would wait for a WebSocket.
		for (const event of ["upgrade", "connect"] as const) server.on(event, refuseProtocol);
	}
	server.on("connection", (socket: Socket) => {
		sockets.add(socket);
		socket.once("close", () => sockets.delete(socket));
	});
	/**
	 * Node's own closeIdleConnections() also destroys connections whose answer is written but not yet read by the
	 * other side, and server.close() calls it. A connection that has brought more than its last request is not idle:
	 * it is bringing the next one. To be called after a look at the sockets, or what has arrived is not known.
	 */
	const closeIdle = () => {
		const busy = new Set([...open.values()].map((request) => request.socket));
		for (const socket of sockets) {
			if (!busy.has(socket) && settled.get(socket) === socket.bytesRead) socket.destroySoon();
		}
	};
	/**
	 * Opened ahead and never used, as browsers do. While other answers are in work they cost nothing; after that
	 * each look at the sockets without a byte counts, so that one whose request has arrived is not cut unread.
	 */
	const closeUnused = async (signal: AbortSignal) => {
		const looks = Math.ceil((options.patienceMs?.unused ?? UNUSED_MS) / LOOK_MS);
		for (let looked = 0; looked < looks; looked = open.size === 0 ? looked + 1 : 0) {
			await look();
			if (signal.aborted) return;
		}
		for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
	};
	server.setTimeout(SILENCE_MS);

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
			for (const [response, request] of open) {
				if (isEventStream(request, response)) response.destroy();
				else if (!response.headersSent) response.setHeader("connection", "close");
			}
			await untilQuiet(() => arrivals);
			const closed = new Promise<void>((resolve) => NetServer.prototype.close.call(server, () => resolve()));
			for (const [response, request] of open) if (isEventStream(request, response)) response.destroy();
			closeIdle();
			const over = new AbortController();
			void closeUnused(over.signal);
			const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
			await closed;
			clearTimeout(timer);
			over.abort();
		},
	};
}

/**
 * Once the process has taken what had arrived: a connection in one turn, its request in the next, and the first may
 * be this one, whose look at the sockets is over. A timer alone may fire before any of it.
 */
async function taken(): Promise<void> {
	for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function look(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	await taken();
}

/** Until nobody has come for a while, or the longest wait is over. */
async function untilQuiet(arrivals: () => number): Promise<void> {
	const began = performance.now();
	for (let quiet = 0, before = arrivals(); quiet < QUIET_LOOKS; ) {
		await look();
		quiet = arrivals() === before ? quiet + 1 : 0;
		before = arrivals();
		if (performance.now() - began > LONGEST_DRAIN_MS) return;
	}
}

/**
 * Sets what every answer carries, no matter who writes it. Next finds the nonce for its scripts in the policy of the
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

/** Bytes that an upload may have; undefined for what is none. */
function uploadLimit(request: IncomingMessage, { uploads = [] }: ListenOptions): number | undefined {
	const path = (request.url ?? "").split("?", 1)[0] ?? "";
	return uploads.find((upload) => upload.path.test(path))?.bytes;
}

/** Why a request is not even looked at; undefined when nothing speaks against it. */
function refusalOf(request: IncomingMessage, options: ListenOptions): AppError | undefined {
	const target = targetRefusal(request);
	if (target) return target;
	if (isForeignWrite(request.method, request.headers, options.publicUrl)) {
		return new AppError("forbidden", "This request comes from another site.", {
			remedy: "If that site is this server behind a proxy, set PUBLIC_URL to what people open.",
		});
	}
	const limit = uploadLimit(request, options) ?? BODY_BYTES;
	if (Number(request.headers["content-length"] ?? 0) > limit) {
		return new AppError("too_large", `The request is larger than ${limit / 1_000_000} megabytes.`);
	}
	return undefined;
}

/** Answers with problem+json. */
function refuse(
	request: IncomingMessage,
	response: ServerResponse,
	error: AppError,
	patienceMs: number,
): void {
	const problem = toProblem(error, String(request.headers["x-request-id"]));
	response.writeHead(problem.status, {
		"content-type": "application/problem+json",
		"cache-control": "no-store",
	});
	response.end(JSON.stringify(problem));
	hurry(request, patienceMs);
}

/** Asked for as one (as EventSource does) or being sent as one: it has no end to wait for. */
function isEventStream(request: IncomingMessage, response: ServerResponse): boolean {
	return [request.headers.accept, response.getHeader("content-type")].some((type) =>
		String(type ?? "").startsWith("text/event-stream"),
	);
}

function refuseProtocol(_: IncomingMessage, socket: Duplex): void {
	const text = "Other protocols are not supported.\n";
	socket.on("error", () => {}); // the client may be gone
	socket.end(
		`HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${text.length}\r\n` +
			`connection: close\r\n\r\n${text}`,
	);
}

function refuseHost(response: ServerResponse): void {
	response.writeHead(421, { "content-type": "text/plain; charset=utf-8", connection: "close" });
	response.end(
		"This server does not accept this host name.\n" +
			"If that name is yours, add it to ALLOWED_HOSTS and restart.\n",
	);
}

function sayLeaving(response: ServerResponse): void {
	response.writeHead(503, { "content-type": "application/json", "cache-control": "no-store" });
	response.end(JSON.stringify({ status: "stopping" }));
}

function comeBack(
	request: IncomingMessage,
	response: ServerResponse,
	nonce: string,
	patienceMs: number,
): void {
	if (request.url === "/api/health") {
		response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
		response.end('{"status":"ok"}');
		return;
	}
	if (request.url?.startsWith("/api/")) {
		response.setHeader("retry-after", "2");
		refuse(request, response, new AppError("unavailable", "Afterclick is starting."), patienceMs);
		return;
	}
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
