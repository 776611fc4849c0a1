"use client";

import { Ban, CircleCheck, Clock } from "lucide-react";
import { columnsOf } from "@/components/data-table/columns";
import { ROLE_NAME } from "@/components/parts/page/roles";
import { Ago } from "@/components/ui/ago";
import { type Look, LookMark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { TokenDto } from "@/lib/platform/identity/token-schema";
import { RevokeToken } from "./revoke-token";
import { rightsText } from "./rights-text";

const { list, phone, wide } = columnsOf<TokenDto>();

const LOOK: Record<TokenDto["status"], Look> = {
	active: { label: "Active", icon: CircleCheck, tone: "teal" },
	expired: { label: "Expired", icon: Clock, tone: "neutral" },
	revoked: { label: "Revoked", icon: Ban, tone: "red" },
};

function Status({ token }: { token: TokenDto }) {
	return <LookMark look={LOOK[token.status]} />;
}

function Name({ token }: { token: TokenDto }) {
	return (
		<span className="flex min-w-0 items-baseline gap-2">
			<bdi className="truncate font-medium">{token.name}</bdi>
			<span className="shrink-0 font-mono text-muted text-xs">{token.hint}…</span>
		</span>
	);
}

function Whose({ token }: { token: TokenDto }) {
	return token.person === null ? <Tag>Service</Tag> : <bdi>{token.person.name}</bdi>;
}

function MayDo({ token }: { token: TokenDto }) {
	const role = token.role === null ? "Nothing: its person is disabled" : ROLE_NAME[token.role];
	const limits = [
		rightsText(token),
		token.workspaces.length === 0 ? null : `in ${token.workspaces.join(", ")}`,
	].filter((part) => part !== null);
	return (
		<span title={[role, ...limits].join(": ")}>
			{role}
			<span className="text-muted">: {limits.join(" ")}</span>
		</span>
	);
}

export const TOKEN_COLUMNS = list([
	phone("Token", (token) => (
		<span className="flex min-w-0 items-center gap-2 py-1.5">
			<span className="flex min-w-0 flex-1 flex-col gap-0.5">
				<Name token={token} />
				<span className="flex items-center gap-3 text-muted text-sm">
					<Status token={token} />
					<Whose token={token} />
					<span className="truncate">
						<MayDo token={token} />
					</span>
				</span>
			</span>
			<RevokeToken token={token} />
		</span>
	)),
	wide("name", "Token", (token) => <Name token={token} />),
	wide("whose", "Owner", (token) => <Whose token={token} />, { width: "w-44" }),
	wide("may", "Permissions", (token) => <MayDo token={token} />),
	wide("status", "State", (token) => <Status token={token} />, { width: "w-28" }),
	wide("expiresAt", "Until", (token) => <Time value={token.expiresAt} form="minutes" />, {
		width: "w-40",
		className: "text-muted",
	}),
	wide(
		"lastUsedAt",
		"Last used",
		(token) =>
			token.lastUsedAt === null ? (
				<span className="text-faint">Never</span>
			) : (
				<Ago value={token.lastUsedAt} />
			),
		{ width: "w-36", className: "text-muted" },
	),
	wide("actions", "Actions", (token) => <RevokeToken token={token} />, {
		width: "w-20",
		align: "end",
		className: "pr-3 sm:pr-4",
		unseen: true,
	}),
]);
