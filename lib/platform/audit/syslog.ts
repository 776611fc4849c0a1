/** One message to a syslog server (RFC 5424), over UDP (RFC 5426), TCP (RFC 6587) or TLS (RFC 5425). */
import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { hostname } from "node:os";
import { rootCertificates, connect as secureConnect } from "node:tls";
import type { SyslogTarget } from "@/lib/platform/config/syslog-target";

/** For the whole message, from the name's resolution on. */
const TIMEOUT_MS = 10_000;
/** How long a server may leave a connection open after our end of it; what it said until then counts. */
const LINGER_MS = 1_000;
/** Facility 13 (log audit), severity 5 (notice). */
const PRIORITY = 13 * 8 + 5;

/** A message as it is sent, without framing. @param text ASCII on one line. @param id what kind of message it is */
export function syslogMessage(id: string, text: string, at: Date, host = hostname()): string {
	const name = host.replace(/[^\x21-\x7e]/g, "").slice(0, 255) || "-";
	return `<${PRIORITY}>1 ${at.toISOString()} ${name} afterclick ${process.pid} ${id} - ${text}`;
}

export interface SyslogOptions {
	/** Certificates (PEM) to trust beside the usual ones. */
	readonly ca?: string | undefined;
	readonly timeoutMs?: number;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one message. UDP gives no receipt; with TCP and TLS a message counts as sent once all of it was written and
 * the server closed the connection without an error, or kept it open for a second.
 * @throws Error with what failed
 */
export async function sendSyslog(
	target: SyslogTarget,
	message: string,
	{ ca, timeoutMs = TIMEOUT_MS, signal }: SyslogOptions = {},
): Promise<void> {
	const deadline = AbortSignal.timeout(timeoutMs);
	const ended = signal ? AbortSignal.any([deadline, signal]) : deadline;
	const bytes = Buffer.from(message);
	ended.throwIfAborted();
	try {
		if (target.transport === "udp") await sendDatagram(target, bytes, ended);
		else await sendStream(target, Buffer.concat([Buffer.from(`${bytes.length} `), bytes]), ca, ended);
	} catch (error) {
		if (deadline.aborted) throw new Error(`no answer within ${timeoutMs / 1_000} seconds`, { cause: error });
		throw error;
	}
}

async function sendDatagram({ host, port }: SyslogTarget, bytes: Buffer, ended: AbortSignal): Promise<void> {
	const { address, family } = await unlessEnded(lookup(host), ended);
	const socket = createSocket(family === 6 ? "udp6" : "udp4");
	const sent = new Promise<void>((resolve, reject) => {
		socket.once("error", reject);
		socket.send(bytes, port, address, (error) => (error ? reject(error) : resolve()));
	});
	await unlessEnded(sent, ended).finally(() => socket.close());
}

async function unlessEnded<T>(work: Promise<T>, ended: AbortSignal): Promise<T> {
	return await Promise.race([
		work,
		new Promise<never>((_, reject) => {
			ended.addEventListener("abort", () => reject(ended.reason), { once: true });
		}),
	]);
}

function sendStream(
	{ transport, host, port }: SyslogTarget,
	frame: Buffer,
	ca: string | undefined,
	ended: AbortSignal,
): Promise<void> {
	const socket: Socket =
		transport === "tcp"
			? connect({ host, port })
			: secureConnect({
					host,
					port,
					...(isIP(host) === 0 ? { servername: host } : {}),
					...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
				});
	let linger: NodeJS.Timeout | undefined;
	const sent = new Promise<void>((resolve, reject) => {
		let written = false;
		socket.once("error", reject);
		socket.once("close", () => (written ? resolve() : reject(new Error("the connection was closed early"))));
		// Whatever the server says is read and thrown away, or its end of the connection would never be seen.
		socket.resume();
		socket.once(transport === "tcp" ? "connect" : "secureConnect", () => {
			socket.end(frame, () => {
				written = true;
				linger = setTimeout(resolve, LINGER_MS);
			});
		});
	});
	return unlessEnded(sent, ended).finally(() => {
		clearTimeout(linger);
		socket.on("error", () => undefined);
		socket.destroy();
	});
}
