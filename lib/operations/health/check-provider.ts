import { utcMinute } from "@/lib/core/text-rules";
import type { OidcConfig } from "@/lib/platform/config/oidc-config";
import {
	CLOCK_TOLERANCE_S,
	type ClockDifference,
	clockText,
	headerDifference,
	lastClockRefusal,
	troubleOf,
} from "@/lib/platform/identity/provider-clock";
import { type Check, check } from "./rules";

const PATIENCE_MS = 5_000;
/** A difference to say before it refuses sign-ins, in seconds. */
const NOTABLE_S = 10;
const ABOUT = { id: "sign-in-provider", title: "Sign-in provider" };
export const CLOCK_REMEDY =
	"Synchronise this server’s clock (NTP), such as with `timedatectl set-ntp true`; if it is right, the provider’s is wrong.";

/** Asks the provider to describe itself, and compares its clock with this machine's. */
export async function checkProvider({ issuer }: OidcConfig): Promise<Check> {
	const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
	const sent = Date.now();
	try {
		const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "error" });
		await response.body?.cancel();
		const difference = headerDifference(response.headers, sent, Date.now());
		return providerCheck(response.status, difference);
	} catch (error) {
		if (troubleOf(error).kind === "certificate") {
			return check(
				ABOUT,
				"failing",
				`Its certificate isn’t valid at this server’s time, ${utcMinute(new Date())}.`,
				`Check this server’s clock first, then the provider’s certificate. ${CLOCK_REMEDY}`,
			);
		}
		return check(
			ABOUT,
			"failing",
			`${new URL(issuer).host} doesn’t answer.`,
			"Check OIDC_ISSUER, the network and the proxy. Nobody can sign in there until it answers.",
		);
	}
}

/** @param difference by the answer's Date header; null when it had none */
export function providerCheck(status: number, difference: ClockDifference | null): Check {
	if (status !== 200) {
		const says = `It answered with status ${status} where its description should be.`;
		return check(ABOUT, "failing", says, "Check the spelling of OIDC_ISSUER.");
	}
	const refusal = lastClockRefusal();
	const wrong =
		difference !== null && Math.abs(difference) > CLOCK_TOLERANCE_S ? difference : refusal?.difference;
	if (wrong !== undefined) {
		const says = `This server’s clock is ${clockText(wrong)}: sign-ins are refused.`;
		return check(ABOUT, "failing", says, CLOCK_REMEDY);
	}
	if (difference !== null && Math.abs(difference) > NOTABLE_S) {
		const says = `It answers. This server’s clock is ${clockText(difference)}; beyond ${CLOCK_TOLERANCE_S} seconds sign-ins are refused.`;
		return check(ABOUT, "warning", says, CLOCK_REMEDY);
	}
	const clock = difference === null ? "It doesn’t report its time." : "Its clock and this server’s agree.";
	return check(ABOUT, "ok", `It answers. ${clock}`);
}
