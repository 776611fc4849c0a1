/** What may stand in a log: enough to find a fault, nothing that was said in confidence or opens a door. */
import { AppError } from "@/lib/core/errors";

export const REDACTED = "[redacted]";

/** What gives itself away by its form, wherever it stands. */
const SECRETS: readonly RegExp[] = [
	/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'`<>]+/gi, // URLs of any scheme, database URLs among them
	/\bhxxps?:\/\/[^\s"'`<>]+/gi,
	/[^\s"'`<>()[\]{},;:=]+@[^\s"'`<>()[\]{},;:=]+/g, // UPNs and mail addresses
	/\b(?:bearer|basic|negotiate)\s+[\w+/=.~-]+/gi,
	/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, // JSON web tokens
	/\b(?:set-)?cookie\s*[:=][^\n]*/gi,
	/\b(?:token|secret|password|passwd|code|key|sig|signature)=[^\s&"'`]+/gi,
];
/** Random-looking runs: letters and digits mixed, 32 or more, other than a UUID. */
const RANDOM = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{32,}(?![\w-])/gi;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const LONGEST = 2_000;

/** The text without URLs, addresses of people, credentials and random-looking runs; cut after 2,000 characters. */
export function scrub(text: string): string {
	let clean = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
	for (const secret of SECRETS) clean = clean.replace(secret, REDACTED);
	return clean.replace(RANDOM, (run) => (UUID.test(run) ? run : REDACTED));
}

/** Other people's error texts quote the value that was wrong: a name in single quotes stays, the rest goes. */
function withoutQuotes(text: string): string {
	return text
		.replace(/"(?:[^"\\]|\\.)*"?/g, `"${REDACTED}"`)
		.replace(/`[^`]*`?/g, `\`${REDACTED}\``)
		.replace(/'([^'\n]*)'/g, (quoted, inside: string) =>
			/^[A-Za-z_$][\w$]{0,40}$/.test(inside) ? quoted : `'${REDACTED}'`,
		);
}

/** Members that may hold what people wrote or a key; compared without case and punctuation. */
const SECRET_MEMBERS = new Set(
	[
		"url urls href query search queryString body",
		"urlChain raw row rows args arguments parameters",
		"token accessToken refreshToken idToken password passphrase secret clientSecret apiKey signature",
		"authorization cookie cookies setCookie session",
		"note notes reasonText comment",
		"upn accountUpn user userPrincipalName email mail",
		"databaseUrl connectionString",
	].flatMap((line) => line.toLowerCase().split(" ")),
);
const DEEPEST = 6;

/** A copy of what is to be logged: secret members cut, every text scrubbed, errors described. */
export function redact(value: unknown, depth = 0): unknown {
	if (typeof value === "string") return scrub(value);
	if (typeof value !== "object" || value === null) return value;
	if (value instanceof Error) return describeError(value);
	if (value instanceof Date) return value;
	if (depth >= DEEPEST) return REDACTED;
	if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [
			name,
			SECRET_MEMBERS.has(name.toLowerCase().replace(/[^a-z]/g, "")) && member !== undefined
				? REDACTED
				: redact(member, depth + 1),
		]),
	);
}

/** Only what names the fault. `cause` and the errors of an AggregateError follow, four levels deep. */
export function describeError(error: unknown, depth = 0): unknown {
	if (!(error instanceof Error)) return { message: withoutQuotes(scrub(String(error))) };
	const { code, digest, errors } = error as { code?: unknown; digest?: unknown; errors?: unknown };
	return {
		type: error.name,
		message: messageOf(error),
		...(typeof code === "string" || typeof code === "number" ? { code } : {}),
		...(typeof digest === "string" ? { digest: scrub(digest) } : {}),
		...databaseFacts(error),
		stack: framesOf(error),
		...(error.cause === undefined || depth >= 3 ? {} : { cause: causeOf(error.cause, depth) }),
		...(Array.isArray(errors) && depth < 3
			? { errors: errors.slice(0, 3).map((inner) => describeError(inner, depth + 1)) }
			: {}),
	};
}

/** Prisma throws one for every fault of a query; its text repeats the query's arguments, or the server's words. */
const OF_DATABASE = /^(PrismaClient\w*|DriverAdapterError|DatabaseError)$/;

function messageOf(error: Error): string {
	if (error instanceof AppError) return scrub(error.message);
	if (OF_DATABASE.test(error.name) || "severity" in error) return "The database refused; see code and kind.";
	return withoutQuotes(scrub(error.message));
}

/** What is not a value: the model, the kind of refusal, the table and constraint it met. */
function databaseFacts(error: Error): Record<string, string> {
	const { meta, cause, severity } = error as {
		meta?: {
			modelName?: unknown;
			driverAdapterError?: { cause?: { kind?: unknown; originalCode?: unknown } };
		};
		cause?: { kind?: unknown; originalCode?: unknown };
		severity?: unknown;
	};
	const inner = meta?.driverAdapterError?.cause ?? cause;
	const { table, constraint } = error as { table?: unknown; constraint?: unknown };
	const facts = {
		model: meta?.modelName,
		kind: inner?.kind,
		sqlState: inner?.originalCode,
		...(severity === undefined ? {} : { table, constraint }),
	};
	return Object.fromEntries(
		Object.entries(facts).filter((fact): fact is [string, string] => typeof fact[1] === "string"),
	);
}

/** A driver's cause is a plain object with the server's words in it. */
function causeOf(cause: unknown, depth: number): unknown {
	if (cause instanceof Error) return describeError(cause, depth + 1);
	if (typeof cause === "object" && cause !== null) {
		const { kind } = cause as { kind?: unknown };
		return { kind: typeof kind === "string" ? kind : "object" };
	}
	return { message: withoutQuotes(scrub(String(cause))) };
}

/** The stack without its first lines, which repeat the message. */
function framesOf(error: Error): string {
	return (error.stack ?? "")
		.split("\n")
		.filter((line) => /^\s+at .*(:\d+|<anonymous>|native)\)?$/.test(line))
		.slice(0, 25)
		.join("\n");
}
