"use client";

import { LogIn } from "lucide-react";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Notice } from "@/components/ui/notice";
import type { SignInWays } from "@/lib/platform/identity/sign-in-ways";
import { PasswordForm } from "./password-form";
import { SignInFrame } from "./sign-in-frame";
import { readProblem } from "./sign-in-problem";

interface SignInPageProps {
	readonly ways: SignInWays;
	/** Path of the page that asked for it. */
	readonly returnTo: string;
	readonly problem: string | null;
	/** Whom the provider knows them as, where it refused them here. */
	readonly who: string | null;
}

export function SignInPage({ ways, returnTo, problem, who }: SignInPageProps) {
	const { provider, password } = ways;
	const told = problem === null ? null : readProblem(problem, who, provider?.name ?? "the provider");
	const href = (other: boolean) =>
		`${provider?.href}?${new URLSearchParams({ returnTo, ...(other ? { other: "1" } : {}) })}`;
	return (
		<SignInFrame title="Sign in">
			{told === null ? null : (
				<Notice kind={told.kind} title={told.title} live>
					<p className="break-words">{told.text}</p>
				</Notice>
			)}
			{provider === null ? null : (
				<a href={href(told?.another === true)} className={cx(buttonClass("primary", "md"), "h-9 w-full")}>
					<LogIn aria-hidden className="size-4" />
					{told?.another ? `Sign in with ${provider.name} as someone else` : `Sign in with ${provider.name}`}
				</a>
			)}
			{provider !== null && password ? (
				<div className="flex items-center gap-3 text-muted text-sm">
					<span className="h-px flex-1 bg-line" />
					or with a password
					<span className="h-px flex-1 bg-line" />
				</div>
			) : null}
			{password ? <PasswordForm returnTo={returnTo} main={provider === null} /> : null}
			{provider === null && !password ? (
				<p className="text-muted">
					Nobody can sign in yet. Create the first administrator on this server with{" "}
					<code className="break-words">npm run person -- add</code>.
				</p>
			) : null}
		</SignInFrame>
	);
}
