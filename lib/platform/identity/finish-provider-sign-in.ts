import * as client from "openid-client";
import { AppError } from "@/lib/core/errors";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Transaction } from "@/lib/platform/db/client";
import type { Person } from "@/lib/platform/db/generated/client.ts";
import { logger } from "@/lib/platform/telemetry/logger";
import { lockPerson } from "./people-lock";
import { callbackUrl, provider, providerDown } from "./provider";
import { type ProviderPerson, readClaims } from "./provider-claims";
import { noteClockRefusal, type ProviderTrouble, troubleOf } from "./provider-clock";
import { SIGN_IN_ATTEMPT_MS } from "./rules";
import { hashSecret } from "./secret";
import { openSession, revokeSessions, type SessionToken } from "./sessions";
import { providerName } from "./sign-in-ways";
import { contextAs, type Visit } from "./visit";

export interface ProviderReturn {
	/** The query that the provider sent the browser back with, as in `?code=…&state=…`. */
	readonly search: string;
	/** The state in this browser's cookie; null when it has none for the state that came. */
	readonly state: string | null;
}

export type ProviderOutcome =
	| { readonly kind: "in"; readonly session: SessionToken; readonly returnTo: string }
	/** The provider knows them, and they may not work here. */
	| { readonly kind: "refused"; readonly reason: "role" | "groups" | "disabled"; readonly who: string }
	/** Unknown, used or too old: to be begun again. */
	| { readonly kind: "expired" }
	/** The person turned back at the provider, or it said no. */
	| { readonly kind: "declined" }
	| ProviderTrouble;

/** Takes somebody in who comes back from the provider: everything is validated before anything is believed. */
export async function finishProviderSignIn(visit: Visit, back: ProviderReturn): Promise<ProviderOutcome> {
	const { db, now } = visit.ctx;
	const { oidc } = config();
	const state = new URLSearchParams(back.search).get("state");
	if (oidc === undefined || state === null || back.state !== state) return { kind: "expired" };
	const attempt = await takeAttempt(visit, state);
	if (attempt === null) return { kind: "expired" };
	let tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>;
	try {
		tokens = await client.authorizationCodeGrant(
			await provider(now()),
			new URL(`${callbackUrl()}${back.search}`),
			{
				expectedState: state,
				expectedNonce: attempt.nonce,
				pkceCodeVerifier: attempt.verifier,
				idTokenExpected: true,
			},
		);
	} catch (error) {
		if (error instanceof client.AuthorizationResponseError) {
			logger().info({ code: error.error }, "the sign-in provider sent a browser back without a code");
			return { kind: "declined" };
		}
		if (!(error instanceof AppError)) providerDown(error);
		return troubleOf(error);
	}
	noteClockRefusal(null);
	const claims = tokens.claims();
	if (claims === undefined) return { kind: "down" };
	const came = readClaims(claims, oidc);
	return await db.$transaction((tx) =>
		takeIn(tx, visit, came, { idToken: tokens.id_token ?? null, returnTo: attempt.returnTo }),
	);
}

/** Each attempt serves once, whatever comes of it. */
async function takeAttempt({ ctx }: Visit, state: string) {
	const stateHash = hashSecret(state);
	const attempt = await ctx.db.signInAttempt.findUnique({ where: { stateHash } });
	const { count } = await ctx.db.signInAttempt.deleteMany({ where: { stateHash } });
	if (attempt === null || count === 0) return null;
	const left = attempt.expiresAt.getTime() - ctx.now().getTime();
	// More is left than there was at first, and than clocks differ: it began while a clock was far ahead.
	return left > 0 && left <= 2 * SIGN_IN_ATTEMPT_MS ? attempt : null;
}

async function takeIn(
	tx: Transaction,
	visit: Visit,
	came: ProviderPerson,
	{ idToken, returnTo }: { idToken: string | null; returnTo: string },
): Promise<ProviderOutcome> {
	const now = visit.ctx.now();
	// Two browsers of one person may come back at once, the first time.
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${came.issuer} ${came.subject}`}, 0))`;
	const identity = await tx.providerIdentity.findUnique({
		where: { issuer_subject: { issuer: came.issuer, subject: came.subject } },
	});
	// They may be disabled while they come back from the provider.
	const before = identity === null ? null : await lockPerson(tx, identity.personId);
	const who = came.login ?? came.name;
	if (came.role === null) {
		if (before !== null && before.role !== null) {
			await tx.person.update({ where: { id: before.id }, data: { role: null, version: { increment: 1 } } });
			await revokeSessions(tx, before.id, now);
		}
		const reason = came.groupsLeftOut ? "groups" : "role";
		await recordRefusal(tx, visit, came, before, reason);
		return { kind: "refused", reason, who };
	}
	if (before !== null && before.disabledAt !== null) {
		await recordRefusal(tx, visit, came, before, "disabled");
		return { kind: "refused", reason: "disabled", who };
	}
	const person = await keepPerson(tx, came, before, now);
	const session = await openSession(tx, now, {
		personId: person.id,
		method: "provider",
		userAgent: visit.userAgent,
		...(came.session === null ? {} : { providerSession: came.session }),
		...(idToken === null ? {} : { idToken }),
	});
	const { login, name, role } = person;
	const audit: AuditEntry[] = [
		{
			verb: "sessions.open",
			target: ["session", session.id],
			after: { method: "provider", issuer: came.issuer },
		},
	];
	if (before?.role !== role) {
		audit.unshift({
			verb: before === null ? "people.add" : "people.update",
			target: ["person", person.id],
			...(before === null ? {} : { before: { role: before.role } }),
			after: { login, name, role, by: providerName(came.issuer) },
		});
	}
	await recordAudit(tx, contextAs(visit, person, session.id), audit);
	return { kind: "in", session, returnTo };
}

/**
 * The person with this subject at this issuer, as the provider describes them today. Nobody else's row is taken
 * for theirs by a name or an address: those can be chosen at some providers.
 */
async function keepPerson(
	tx: Transaction,
	{ issuer, subject, login, name, role }: ProviderPerson,
	before: Person | null,
	now: Date,
): Promise<Person> {
	const holder = login === null ? null : await tx.person.findUnique({ where: { login } });
	const data = {
		name,
		role,
		verified: true,
		lastSeenAt: now,
		login: holder === null || holder.id === before?.id ? login : (before?.login ?? null),
	};
	if (before === null) {
		return await tx.person.create({
			data: { ...data, identities: { create: { issuer, subject, lastSignInAt: now } } },
		});
	}
	await tx.providerIdentity.update({
		where: { issuer_subject: { issuer, subject } },
		data: { lastSignInAt: now },
	});
	return await tx.person.update({
		where: { id: before.id },
		data: { ...data, ...(before.role === role ? {} : { version: { increment: 1 } }) },
	});
}

async function recordRefusal(
	tx: Transaction,
	visit: Visit,
	{ issuer, subject, login, name }: ProviderPerson,
	person: Person | null,
	reason: string,
): Promise<void> {
	await recordAudit(tx, visit.ctx, [
		{
			verb: "sessions.refuse",
			target: ["person", person?.id ?? subject],
			after: { reason, issuer, subject, login, name },
		},
	]);
}
