"use client";

import { Ban, CircleCheck, Clock } from "lucide-react";
import { createAppColumnHelper } from "@/components/data-table/table";
import { ROLE_NAME } from "@/components/parts/page/roles";
import { Ago } from "@/components/ui/ago";
import { type Look, LookMark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { TokenDto } from "@/lib/platform/identity/token-schema";
import { RevokeToken } from "./revoke-token";
import { rightsText } from "./rights-text";

const helper = createAppColumnHelper<TokenDto>();

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

export const TOKEN_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Token",
		cell: ({ row: { original: token } }) => (
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
		),
		meta: { label: "Token", on: "phone" },
	}),
	helper.accessor("name", {
		header: "Token",
		cell: ({ row }) => <Name token={row.original} />,
		meta: { label: "Token", on: "wide" },
	}),
	helper.display({
		id: "whose",
		header: "Owner",
		cell: ({ row }) => <Whose token={row.original} />,
		meta: { label: "Owner", on: "wide", width: "w-44" },
	}),
	helper.display({
		id: "may",
		header: "Permissions",
		cell: ({ row }) => <MayDo token={row.original} />,
		meta: { label: "Permissions", on: "wide" },
	}),
	helper.accessor("status", {
		header: "State",
		cell: ({ row }) => <Status token={row.original} />,
		meta: { label: "State", on: "wide", width: "w-28" },
	}),
	helper.accessor("expiresAt", {
		header: "Until",
		cell: ({ row }) => <Time value={row.original.expiresAt} form="minutes" />,
		meta: { label: "Until", on: "wide", width: "w-40", className: "text-muted" },
	}),
	helper.accessor("lastUsedAt", {
		header: "Last used",
		cell: ({ row: { original: token } }) =>
			token.lastUsedAt === null ? (
				<span className="text-faint">Never</span>
			) : (
				<Ago value={token.lastUsedAt} />
			),
		meta: { label: "Last used", on: "wide", width: "w-36", className: "text-muted" },
	}),
	helper.display({
		id: "actions",
		header: () => <span className="sr-only">Actions</span>,
		cell: ({ row }) => <RevokeToken token={row.original} />,
		meta: { label: "Actions", on: "wide", width: "w-20", align: "end", className: "pr-3 sm:pr-4" },
	}),
]);
