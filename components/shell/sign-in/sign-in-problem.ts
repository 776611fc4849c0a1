import type { NoticeKind } from "@/components/ui/notice";
import { clockText } from "@/lib/platform/identity/provider-clock";

export interface SignInProblem {
	readonly kind: NoticeKind;
	readonly title: string;
	readonly text: string;
	/** Going to the provider again would bring the same person back. */
	readonly another: boolean;
}

/**
 * What the sign-in page says of how the last attempt ended.
 * @param who comes with the address, where anybody can write anything: shown when it looks like a login only.
 */
export function readProblem(problem: string, who: string | null, provider: string): SignInProblem | null {
	const name = who !== null && /^[^\s<>"']{1,200}$/u.test(who) ? ` as ${who}` : "";
	const known = `You are signed in at ${provider}${name}`;
	const difference = /^clock:(-?\d{1,12})$/.exec(problem)?.[1];
	if (difference !== undefined) {
		return {
			kind: "error",
			title: "This server’s clock is wrong",
			text: `It is ${clockText(Number(difference))}, so what ${provider} signs is not valid here. Ask your administrator to synchronise the server’s clock.`,
			another: false,
		};
	}
	switch (problem) {
		case "refused-role":
			return {
				kind: "error",
				title: "You have no role here",
				text: `${known}, but your account there has no role in Afterclick. Ask the person who manages your access for one.`,
				another: true,
			};
		case "refused-groups":
			return {
				kind: "error",
				title: "Your groups do not fit into the sign-in",
				text: `${known}, but you are in so many groups that ${provider} leaves them out. Ask the person who manages your access to give the role by an app role instead.`,
				another: true,
			};
		case "refused-disabled":
			return {
				kind: "error",
				title: "Your access is disabled",
				text: `${known}, but an administrator of Afterclick has disabled you here.`,
				another: true,
			};
		case "expired":
			return {
				kind: "warning",
				title: "This took too long, or was opened twice",
				text: "The sign-in was started in another browser, already used, or started more than ten minutes ago. Sign in again.",
				another: false,
			};
		case "declined":
			return {
				kind: "warning",
				title: "The sign-in was not finished",
				text: `${provider} sent you back without signing you in.`,
				another: false,
			};
		case "certificate":
			return {
				kind: "error",
				title: "The provider’s certificate isn’t valid now",
				text: `By this server’s clock the certificate of ${provider} has expired or is not valid yet. Ask your administrator to check the server’s clock, then the certificate.`,
				another: false,
			};
		case "down":
			return {
				kind: "error",
				title: "The provider cannot be reached",
				text: `${provider} does not answer, or not as expected. Try again in a moment.`,
				another: false,
			};
		default:
			return null;
	}
}
