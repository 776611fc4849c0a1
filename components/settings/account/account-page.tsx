"use client";

import { LogOut } from "lucide-react";
import { request } from "@/components/client/api";
import { useMe } from "@/components/client/me";
import { useAction } from "@/components/parts/form/use-action";
import { useSignOut } from "@/components/parts/page/use-sign-out";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import type { OwnAccount, OwnSession } from "@/lib/platform/identity/answers";
import { AuthenticatorSection } from "./authenticator-section";
import { browserName } from "./browser-name";
import { PasswordSection } from "./password-section";
import { ACCOUNT_KEY, useAccount } from "./queries";

export function AccountPage({ initial }: { initial: OwnAccount }) {
	const me = useMe();
	const account = useAccount(initial);
	const { login, password, sessions } = account.data;
	return (
		<PageBody className="max-w-3xl">
			<div>
				<p className="font-semibold text-lg">
					<bdi>{me.name}</bdi>
				</p>
				{login === null ? null : <bdi className="break-words text-muted">{login}</bdi>}
			</div>
			<QueryProblem query={account} title="This page may be out of date" />
			{me.open ? (
				<Notice title="No sign-in is set up">
					<p>
						Anyone who can reach this machine is the local administrator, so there is no account to manage.
						Add the first person to turn sign-in on:{" "}
						<code className="whitespace-nowrap">npm run person -- add</code>
					</p>
				</Notice>
			) : (
				<SessionsSection sessions={sessions} />
			)}
			{password === null ? null : (
				<>
					<PasswordSection changedAt={password.changedAt} />
					<AuthenticatorSection inForce={password.authenticator} recoveryCodes={password.recoveryCodes} />
				</>
			)}
			{me.open || password !== null ? null : (
				<p className="text-muted">Your password and second step are the sign-in provider’s.</p>
			)}
		</PageBody>
	);
}

function SessionsSection({ sessions }: { sessions: readonly OwnSession[] }) {
	const signOut = useSignOut();
	const revoke = useAction({
		act: (id: string) => request<void>(`/api/account/sessions/${id}`, { method: "DELETE" }),
		invalidates: ACCOUNT_KEY,
	});
	return (
		<Section
			title="Where you are signed in"
			actions={
				<Button icon={LogOut} busy={signOut.isPending} onClick={() => signOut.mutate(false)}>
					Sign out
				</Button>
			}
		>
			{revoke.isError ? (
				<ProblemNotice error={revoke.error} title="The session could not be ended" className="mb-2" />
			) : null}
			<ul className="divide-y rounded-md border">
				{sessions.map((session) => (
					<li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
						<div className="min-w-0 flex-1">
							<p className="flex flex-wrap items-center gap-x-2 gap-y-1">
								<span className="font-medium">{browserName(session.userAgent)}</span>
								{session.here ? <Tag tone="blue">This browser</Tag> : null}
							</p>
							<p className="text-muted text-sm">
								Last seen <Ago value={session.lastSeenAt} />, signed in <Ago value={session.createdAt} />{" "}
								{session.method === "password" ? "with a password" : "at the provider"}
							</p>
						</div>
						{session.here ? null : (
							<Button
								busy={revoke.isPending && revoke.variables === session.id}
								aria-label={`End the session in ${browserName(session.userAgent)}`}
								onClick={() => revoke.mutate(session.id)}
							>
								End
							</Button>
						)}
					</li>
				))}
			</ul>
			{sessions.length > 1 ? (
				<Button
					variant="danger"
					className="mt-2"
					busy={signOut.isPending}
					onClick={() => signOut.mutate(true)}
				>
					Sign out everywhere
				</Button>
			) : null}
		</Section>
	);
}
