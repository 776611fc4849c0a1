/** Nobody takes the whole process: of one sender a few requests are in work at a time, the others wait in line. */
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors";
import { toProblem } from "@/lib/platform/http/problem";
import { provenHolder } from "@/lib/platform/http/proven";

/** Of one session or token; a browser has six connections. Fewer than DATABASE_POOL_SIZE's default. */
const OF_ONE = 6;
/** Of one address without either: the local administrator, and visitors, who may be many behind one address. */
const OF_ADDRESS = 32;
/** Waiting requests of one sender; a further one is told to come back. */
const MOST_WAITING = 500;
const RETRY_SECONDS = 5;
/** Files of the built pages, and what probes ask: cheap, and never to be kept waiting. */
const UNCOUNTED = /^\/(?:_next\/static\/|api\/(?:health|ready)(?:\?|$))/;

export interface FairShareOptions {
	readonly ofOne?: number;
	readonly ofAddress?: number;
	readonly waiting?: number;
	/** Whose a credential is, where it was found good before. */
	readonly holderOf?: (credential: string) => string | undefined;
}

interface Line {
	working: number;
	readonly waiting: (() => void)[];
}

export interface FairShare {
	/**
	 * Does `work` when it is the sender's turn, and counts it as in work until its answer ends, or begins where it is
	 * an event stream. Work whose client has left is not begun; when too many of the sender's requests wait already,
	 * the answer is 429.
	 */
	answer(
		request: IncomingMessage,
		response: ServerResponse,
		address: string,
		work: () => Promise<void>,
	): Promise<void>;
}

export function createFairShare(options: FairShareOptions = {}): FairShare {
	const { ofOne = OF_ONE, ofAddress = OF_ADDRESS, waiting: mostWaiting = MOST_WAITING } = options;
	const { holderOf = provenHolder } = options;
	const lines = new Map<string, Line>();
	return {
		async answer(request, response, address, work) {
			if (UNCOUNTED.test(request.url ?? "")) return await work();
			const credential = credentialOf(request);
			// A made-up credential has no line of its own, and all of one person's share theirs.
			const holder = credential === null ? undefined : holderOf(credential);
			const sender = holder ?? `address ${address}`;
			const most = holder === undefined ? ofAddress : ofOne;
			const line = lines.get(sender) ?? { working: 0, waiting: [] };
			lines.set(sender, line);
			if (line.working >= most) {
				if (line.waiting.length >= mostWaiting) return refuse(request, response);
				await new Promise<void>((turn) => line.waiting.push(turn));
			} else line.working += 1;
			onAnswered(response, () => {
				// The place goes to the next in line, or is free again.
				const turn = line.waiting.shift();
				if (turn) return turn();
				line.working -= 1;
				if (line.working === 0) lines.delete(sender);
			});
			if (!response.destroyed) await work();
		},
	};
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
	const problem = toProblem(
		new AppError("rate_limited", "Too many of your requests are waiting.", {
			details: { retryAfterSeconds: RETRY_SECONDS },
		}),
		String(request.headers["x-request-id"]),
	);
	response.writeHead(problem.status, {
		"content-type": "application/problem+json",
		"retry-after": String(RETRY_SECONDS),
	});
	response.end(JSON.stringify(problem));
}

/** What a sender shows of who they are. */
function credentialOf({ headers }: IncomingMessage): string | null {
	if (headers.authorization) return headers.authorization;
	return /(?:^|;\s*)(?:__Host-)?afterclick_session=([^;]+)/.exec(headers.cookie ?? "")?.[1] ?? null;
}

/** Calls once when the answer has ended, or has begun to stream events, which has no end to wait for. */
function onAnswered(response: ServerResponse, answered: () => void): void {
	let called = false;
	const once = () => {
		if (called) return;
		called = true;
		answered();
	};
	if (response.destroyed) {
		once();
		return;
	}
	response.once("close", once);
	const { writeHead } = response;
	response.writeHead = ((...args: Parameters<typeof writeHead>) => {
		const given = args.find(
			(each): each is OutgoingHttpHeaders => typeof each === "object" && !Array.isArray(each),
		);
		const type = given?.["content-type"] ?? response.getHeader("content-type");
		const result = writeHead.apply(response, args);
		if (String(type ?? "").startsWith("text/event-stream")) once();
		return result;
	}) as typeof writeHead;
}
