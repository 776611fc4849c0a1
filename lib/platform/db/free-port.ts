import { createServer } from "node:net";

/** `preferred` if nothing listens on it on loopback, else (or for 0) a port the system picks. */
export async function freePort(preferred = 0): Promise<number> {
	if (preferred !== 0) {
		const taken = await listenOnce(preferred).then(
			() => false,
			() => true,
		);
		if (!taken) return preferred;
	}
	return await listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address ? address.port : port));
		});
	});
}
