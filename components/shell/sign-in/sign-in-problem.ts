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
	const problems: Readonly<Record<string, readonly [NoticeKind, title: string, text: string]>> = {
		"refused-role": [
			"error",
			"You have no role here",
			`${known}, but your account there has no role in Afterclick. Ask the person who manages your access for one.`,
		],
		"refused-groups": [
			"error",
			"Your groups do not fit into the sign-in",
			`${known}, but you are in so many groups that ${provider} leaves them out. Ask the person who manages your access to give the role by an app role instead.`,
		],
		"refused-disabled": [
			"error",
			"Your access is disabled",
			`${known}, but an administrator of Afterclick has disabled you here.`,
		],
		expired: [
			"warning",
			"This took too long, or was opened twice",
			"The sign-in was started in another browser, already used, or started more than ten minutes ago. Sign in again.",
		],
		declined: [
			"warning",
			"The sign-in was not finished",
			`${provider} sent you back without signing you in.`,
		],
		certificate: [
			"error",
			"The provider’s certificate isn’t valid now",
			`By this server’s clock the certificate of ${provider} has expired or is not valid yet. Ask your administrator to check the server’s clock, then the certificate.`,
		],
		down: [
			"error",
			"The provider cannot be reached",
			`${provider} does not answer, or not as expected. Try again in a moment.`,
		],
	};
	const found = Object.hasOwn(problems, problem) ? problems[problem] : undefined;
	if (found === undefined) return null;
	const [kind, title, text] = found;
	return { kind, title, text, another: problem.startsWith("refused-") };
}
