/** The load balancer in front of the replicas: round robin, a health check, and no retries. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { READINESS_PATH } from "../../lib/platform/server/http";

const CHECK_INTERVAL_MS = 500;
/** Busy is not away: only a long silence counts as that. */
const CHECK_TIMEOUT_MS = 10_000;

/** How the requests that were in a replica's hands when it was asked to stop came out. */
export interface LastRequests {
	readonly inFlight: number;
	answered: number;
	/** Answered with a 5xx, by status. */
	readonly refused: Map<number, number>;
	/** The connection ended without a whole answer. */
	cut: number;
}

export interface Balancer {
	readonly url: string;
	/** Sends requests to this replica as soon as it is healthy; one that was there under the name is replaced. */
	put(name: string, url: string): void;
	/** Counts from now on how the requests it has at this moment come out. */
	watch(name: string): LastRequests;
	/** Requests that met no healthy replica: answered 503 here, seen by no replica. */
	readonly unserved: number;
	/** Connections a replica refused: seen by no replica either. */
	readonly refused: number;
	close(): Promise<void>;
}

interface Backend {
	readonly port: number;
	healthy: boolean;
	checking: boolean;
	readonly inFlight: Set<Flight>;
}

interface Flight {
	end: (outcome: number | "cut") => void;
}

export async function startProxy(): Promise<Balancer> {
	const backends = new Map<string, Backend>();
	let turn = 0;
	let unserved = 0;
	let refused = 0;

	const next = (): Backend | undefined => {
		const healthy = [...backends.values()].filter((backend) => backend.healthy);
		turn += 1;
		return healthy[turn % healthy.length];
	};

	const forward = (incoming: IncomingMessage, response: ServerResponse) => {
		const backend = next();
		if (!backend) {
			unserved += 1;
			response.writeHead(503, { "content-type": "text/plain", "retry-after": "1" }).end("No replica.\n");
			return;
		}
		const flight: Flight = { end: () => undefined };
		backend.inFlight.add(flight);
		const end = (outcome: number | "cut") => {
			if (!backend.inFlight.delete(flight)) return;
			flight.end(outcome);
		};
		const outgoing = request({
			host: "127.0.0.1",
			port: backend.port,
			path: incoming.url,
			method: incoming.method,
			headers: { ...incoming.headers, connection: "close" },
			agent: false,
		});
		const cut = () => {
			end("cut");
			response.destroy();
		};
		outgoing.on("response", (answer) => {
			const { connection: _, "keep-alive": __, ...headers } = answer.headers;
			response.writeHead(answer.statusCode ?? 502, headers);
			answer.on("error", cut);
			answer.on("aborted", cut);
			answer.on("end", () => end(answer.statusCode ?? 502));
			answer.pipe(response);
		});
		outgoing.on("error", (error: NodeJS.ErrnoException) => {
			if (error.code === "ECONNREFUSED") {
				backend.healthy = false;
				refused += 1;
				backend.inFlight.delete(flight);
			}
			cut();
		});
		incoming.on("error", () => outgoing.destroy());
		incoming.pipe(outgoing);
	};

	const check = (backend: Backend) => {
		if (backend.checking) return;
		backend.checking = true;
		const probe = request(
			{
				host: "127.0.0.1",
				port: backend.port,
				path: READINESS_PATH,
				agent: false,
				timeout: CHECK_TIMEOUT_MS,
			},
			(answer) => {
				// 404 comes from a product without a readiness of its own: it serves.
				backend.healthy = answer.statusCode === 200 || answer.statusCode === 404;
				answer.resume();
				answer.on("error", () => undefined);
			},
		);
		probe.on("timeout", () => probe.destroy());
		probe.on("close", () => {
			backend.checking = false;
		});
		probe.on("error", () => {
			backend.healthy = false;
		});
		probe.end();
	};
	const timer = setInterval(() => {
		for (const backend of backends.values()) check(backend);
	}, CHECK_INTERVAL_MS);

	const server = createServer(forward);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		put(name, url) {
			const backend: Backend = {
				port: Number(new URL(url).port),
				healthy: false,
				checking: false,
				inFlight: new Set(),
			};
			backends.set(name, backend);
			check(backend);
		},
		watch(name) {
			const flights = [...(backends.get(name)?.inFlight ?? [])];
			const seen: LastRequests = { inFlight: flights.length, answered: 0, refused: new Map(), cut: 0 };
			for (const flight of flights) {
				flight.end = (outcome) => {
					if (outcome === "cut") seen.cut += 1;
					else if (outcome < 500) seen.answered += 1;
					else seen.refused.set(outcome, (seen.refused.get(outcome) ?? 0) + 1);
				};
			}
			return seen;
		},
		get unserved() {
			return unserved;
		},
		get refused() {
			return refused;
		},
		async close() {
			clearInterval(timer);
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
