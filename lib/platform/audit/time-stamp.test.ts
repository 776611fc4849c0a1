import { createHash } from "node:crypto";
import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import recorded from "@/test/audit/openssl-stamp.json";
import {
	makeToken,
	startAuthority,
	type TestAuthority,
	TIME_STAMPING,
	tokenBytes,
} from "@/test/audit/test-authority";
import { type CertificateOptions, makeCertificate } from "@/test/audit/test-certificates";
import { requestTimeStamp } from "./request-time-stamp";
import { type StampTrust, stampTrust, verifyTimeStamp } from "./verify-time-stamp";

const TEXT = `12:${"ab".repeat(32)}`;
const digest = createHash("sha256").update(TEXT).digest();

let authority: TestAuthority;
let trust: StampTrust;
beforeAll(async () => {
	authority = await startAuthority();
	trust = stampTrust(authority.root.pem);
});
afterEach(() => {
	authority.faults = {};
});
afterAll(() => authority.close());

const request = (timeoutMs = 10_000) => requestTimeStamp(TEXT, { url: authority.url, trust, timeoutMs });

describe("requesting a time stamp", () => {
	it("requests the SHA-256 of the text with a fresh nonce and the certificate, and verifies the response", async () => {
		const { token, stamp } = await request();
		await request();
		const [first, second] = authority.requests.slice(-2);
		expect(Buffer.from(first?.messageImprint.hashedMessage.valueBlock.valueHexView ?? [])).toEqual(digest);
		expect(first?.messageImprint.hashAlgorithm.algorithmId).toBe("2.16.840.1.101.3.4.2.1");
		expect(first?.certReq).toBe(true);
		expect(first?.nonce?.valueBlock.valueHexView.length).toBe(16);
		expect(first?.nonce?.valueBlock.valueHexView).not.toEqual(second?.nonce?.valueBlock.valueHexView);
		expect(stamp).toMatchObject({ by: "CN=Test time stamps", trusted: true });
		expect(await verifyTimeStamp(token, TEXT, trust)).toEqual(stamp);
	});

	it.each([
		["a refusal", { status: 2 }, "it was refused (status 2)"],
		["a stamp of something else", { digest: Buffer.alloc(32, 1) }, "it is of something else"],
		["an answer to another request", { nonce: Buffer.alloc(16, 0x41) }, "the answer is to another request"],
	])("refuses %s", async (_, faults, problem) => {
		authority.faults = faults;
		await expect(request()).rejects.toThrow(problem);
	});

	it("refuses an answer without the nonce, with trailing bytes, too long, redirected or no DER", async () => {
		const { token } = await request();
		const granted = Buffer.concat([Buffer.from("3003020100", "hex"), token]);
		const wrap = (body: Buffer) =>
			Buffer.concat([Buffer.from([0x30, 0x82, body.length >> 8, body.length & 255]), body]);
		const answers: [Buffer | string, string][] = [
			[wrap(granted), "the answer is to another request"],
			[Buffer.concat([wrap(granted), Buffer.of(0)]), "the answer can't be read"],
			["<html>", "the answer can't be read"],
			[Buffer.alloc(65_537), "its answer is longer than 64 KB"],
			[Buffer.from("30".repeat(2_000), "hex"), "the answer can't be read"],
		];
		for (const [body, problem] of answers) {
			authority.faults = { answer: (response) => void response.end(body) };
			await expect(request(), problem).rejects.toThrow(problem);
		}
		authority.faults = { answer: (response) => void response.writeHead(302, { Location: "/" }).end() };
		await expect(request()).rejects.toThrow("it answered with status 302");
	});

	it("gives up on an authority that doesn't answer, stops in the middle or isn't there", async () => {
		authority.faults = { answer: () => undefined };
		await expect(request(200)).rejects.toThrow("there was no answer within 0.2 seconds");
		authority.faults = { answer: (response) => void response.write("0") };
		await expect(request(200)).rejects.toThrow("there was no answer within 0.2 seconds");
		await expect(
			requestTimeStamp(TEXT, { url: `http://127.0.0.1:${await closedPort()}/`, trust }),
		).rejects.toThrow("it couldn't be reached (ECONNREFUSED)");
	});

	it("sends a user and password as Basic authentication", async () => {
		const url = new URL(authority.url);
		url.username = "desk";
		url.password = "p@ss";
		await requestTimeStamp(TEXT, { url: url.href, trust });
		expect(authority.authorization).toBe(`Basic ${btoa("desk:p@ss")}`);
	});
});

/** A port of this machine that nothing listens on. */
async function closedPort(): Promise<number> {
	const other = await startAuthority();
	const port = Number(new URL(other.url).port);
	await other.close();
	const socket = connect(port, "127.0.0.1");
	await new Promise((resolve) => socket.once("error", resolve));
	return port;
}

describe("verifying a time stamp", () => {
	it("accepts one made by OpenSSL, and no changed byte of what it signs", async () => {
		const openssl = stampTrust(recorded.authority);
		const token = Buffer.from(recorded.token, "base64");
		expect(await verifyTimeStamp(token, recorded.text, openssl)).toMatchObject({
			at: new Date("2026-11-30T21:38:30Z"),
			by: "CN=Example time stamps",
			trusted: true,
		});
		await expect(verifyTimeStamp(token, `${recorded.text} `, openssl)).rejects.toThrow("of something else");
		await expect(verifyTimeStamp(token, recorded.text, trust)).rejects.toThrow("doesn't lead to one of");
		// Every byte of the stamped content, and the signature at the end.
		const at = token.indexOf(createHash("sha256").update(recorded.text).digest());
		const places = [...Array(32).keys()].map((n) => at + n);
		for (const place of [
			...places,
			token.indexOf("20261130213830Z") + 3,
			token.length - 1,
			token.length - 40,
		]) {
			const changed = Buffer.from(token);
			changed[place] = (changed[place] ?? 0) ^ 1;
			await expect(verifyTimeStamp(changed, recorded.text, openssl), `byte ${place}`).rejects.toThrow();
		}
	});

	const signedBy = async (options: Partial<CertificateOptions>, at?: Date) => {
		const signer = await makeCertificate({
			name: "Another",
			issuer: authority.root,
			usage: { purposes: [TIME_STAMPING], critical: true },
			...options,
		});
		return tokenBytes(await makeToken(signer, { digest, ...(at && { at }) }));
	};

	it.each<[string, Partial<CertificateOptions>, string]>([
		[
			"isn't for time stamps",
			{ usage: { purposes: ["1.3.6.1.5.5.7.3.1"], critical: true } },
			"isn't one for time",
		],
		[
			"is for other things too",
			{ usage: { purposes: [TIME_STAMPING, "1.3.6.1.5.5.7.3.1"], critical: true } },
			"alone",
		],
		["doesn't insist on it", { usage: { purposes: [TIME_STAMPING], critical: false } }, "isn't one for time"],
		["had expired", { to: new Date("2021-01-01T00:00:00Z") }, "valid at its time"],
		["wasn't valid yet", { from: new Date("2048-01-01T00:00:00Z") }, "valid at its time"],
	])("refuses a certificate that %s", async (_, options, problem) => {
		await expect(verifyTimeStamp(await signedBy(options), TEXT, trust)).rejects.toThrow(problem);
	});

	it("checks each stamp's certificate at its own time, though it was seen before", async () => {
		const signer = await makeCertificate({
			name: "Short",
			issuer: authority.root,
			usage: { purposes: [TIME_STAMPING], critical: true },
			to: new Date("2021-01-01T00:00:00Z"),
		});
		const own = stampTrust(authority.root.pem);
		const stamp = async (at: string) =>
			verifyTimeStamp(tokenBytes(await makeToken(signer, { digest, at: new Date(at) })), TEXT, own);
		expect(await stamp("2020-06-01T00:00:00Z")).toMatchObject({ trusted: true });
		await expect(stamp("2022-06-01T00:00:00Z")).rejects.toThrow("wasn't valid at its time");
	});

	it("follows the certificate to a trusted one, through others, or to itself", async () => {
		const middle = await makeCertificate({ name: "Middle", issuer: authority.root, authority: true });
		const through = await signedBy({ issuer: middle });
		// The one in the middle isn't in the token: its authority has to be named.
		await expect(verifyTimeStamp(through, TEXT, trust)).rejects.toThrow("doesn't lead to");
		expect(await verifyTimeStamp(through, TEXT, stampTrust(middle.pem + authority.root.pem))).toMatchObject({
			trusted: true,
		});
		const { token } = await request();
		expect(await verifyTimeStamp(token, TEXT, stampTrust(authority.signer.pem))).toMatchObject({
			trusted: true,
		});
		const stranger = await makeCertificate({ name: "Test root", authority: true });
		await expect(verifyTimeStamp(token, TEXT, stampTrust(stranger.pem))).rejects.toThrow("doesn't lead to");
		// Issued by a certificate that is not an authority.
		await expect(
			verifyTimeStamp(await signedBy({ issuer: authority.signer }), TEXT, trust),
		).rejects.toThrow();
		expect(await verifyTimeStamp(token, TEXT, stampTrust(undefined))).toMatchObject({ trusted: false });
	});

	it("refuses a signature by another key, and one that names another certificate", async () => {
		const stranger = await makeCertificate({ name: "Stranger" });
		const forged = await makeToken(authority.signer, { digest, key: stranger.keys.privateKey });
		await expect(verifyTimeStamp(tokenBytes(forged), TEXT, trust)).rejects.toThrow("its signature is wrong");
		const named = await makeToken(authority.signer, { digest, named: stranger });
		await expect(verifyTimeStamp(tokenBytes(named), TEXT, trust)).rejects.toThrow(
			"names another certificate",
		);
	});

	it("refuses a file of trusted certificates that holds none", () => {
		expect(() => stampTrust("hello")).toThrow("there is no certificate (PEM) in it");
		expect(() => stampTrust("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).toThrow(
			"certificate 1 in it can't be read",
		);
	});
});
