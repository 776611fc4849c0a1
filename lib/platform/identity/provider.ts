import * as client from "openid-client";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import type { OidcConfig } from "@/lib/platform/config/oidc-config";
import { logger } from "@/lib/platform/telemetry/logger";
import { clockText, noteClockRefusal, troubleOf } from "./provider-clock";

/** Longest wait for one answer of the provider. */
const TIMEOUT_S = 8;

/** How long what a provider says of itself is taken as it was. */
const KEPT_MS = 60 * 60_000;

let known: { readonly key: string; readonly at: number; readonly provider: client.Configuration } | undefined;

/** Where the provider sends people back to; to be registered there. */
export function callbackUrl(): string {
	return `${config().publicUrl ?? ""}/api/sign-in/callback`;
}

/**
 * The configured provider, as it describes itself (OpenID Connect Discovery). Only a description that was had is
 * kept: a provider that was down is asked again the next time.
 * @throws AppError `not_found` without one, `unavailable` when it does not answer as one
 */
export async function provider(now: Date): Promise<client.Configuration> {
	const { oidc } = config();
	if (oidc === undefined) throw new AppError("not_found", "No sign-in provider is configured here.");
	const key = `${oidc.issuer} ${oidc.clientId} ${oidc.clientSecret ?? ""}`;
	if (known?.key === key && now.getTime() - known.at < KEPT_MS) return known.provider;
	const found = await discover(oidc);
	// An issuer that stands for many tenants would let each of them say who has which role here.
	if (found.serverMetadata().issuer.includes("{")) {
		throw providerDown(new Error("The issuer covers many tenants; OIDC_ISSUER has to name one."));
	}
	known = { key, at: now.getTime(), provider: found };
	return found;
}

async function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
	try {
		return await client.discovery(
			new URL(issuer),
			clientId,
			{},
			clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
			{
				timeout: TIMEOUT_S,
				// The configuration takes http from loopback alone, where nobody listens in.
				execute: issuer.startsWith("http:") ? [client.allowInsecureRequests] : [],
			},
		);
	} catch (cause) {
		throw providerDown(cause);
	}
}

/**
 * What went wrong stays in the log: an answer of the provider may hold what is not for a page. A clock difference
 * is named, because it is the last thing people look at.
 */
export function providerDown(cause: unknown): AppError {
	const trouble = troubleOf(cause);
	if (trouble.kind === "clock") {
		const { difference } = trouble;
		logger().warn({ err: cause, difference }, `this server's clock is ${clockText(difference)}`);
		noteClockRefusal(difference);
		return new AppError("unavailable", `This server’s clock is ${clockText(difference)}.`, {
			remedy: "Synchronise this server’s clock (NTP).",
			cause,
		});
	}
	logger().warn({ err: cause }, "the sign-in provider could not be used");
	if (trouble.kind === "certificate") {
		return new AppError(
			"unavailable",
			"The sign-in provider’s certificate isn’t valid at this server’s time.",
			{
				remedy: "Check this server’s clock, then the provider’s certificate.",
				cause,
			},
		);
	}
	return new AppError(
		"unavailable",
		"The sign-in provider cannot be reached, or does not answer as expected.",
		{
			remedy: "Try again in a moment. The server’s log has its answer.",
			cause,
		},
	);
}
