import { fromRow } from "@/lib/core/answer";
import type { Role } from "@/lib/core/roles";
import { visibleText } from "@/lib/core/visible-text";
import type { Actor } from "@/lib/platform/context/actor";
import { may } from "@/lib/platform/context/permissions";
import { maySee } from "@/lib/platform/context/scope";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { mayManage } from "./grant";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";
import { type PersonDto, personAnswer } from "./people-schema";
import { SESSION_IDLE_MS } from "./rules";

const SOMEBODY = { select: { id: true, name: true } } as const;

/** A person with what is good of theirs at an instant. */
export function personSelect(now: Date) {
	const idleSince = new Date(now.getTime() - SESSION_IDLE_MS);
	return {
		id: true,
		version: true,
		name: true,
		login: true,
		role: true,
		workspaces: true,
		disabledAt: true,
		createdAt: true,
		lastSeenAt: true,
		linkedTo: SOMEBODY,
		linkedNames: SOMEBODY,
		credential: { select: { personId: true } },
		identities: { select: { issuer: true }, take: 1 },
		_count: {
			select: {
				sessions: { where: { revokedAt: null, expiresAt: { gt: now }, lastSeenAt: { gte: idleSince } } },
				tokens: { where: { revokedAt: null, expiresAt: { gt: now } } },
			},
		},
	} satisfies Prisma.PersonSelect;
}

type PersonRow = Prisma.PersonGetPayload<{ select: ReturnType<typeof personSelect> }>;

/** Names are the provider's or a typist's: what they would hide is written out. */
export function toPerson(row: PersonRow, asker: Actor): PersonDto {
	const { name, login, linkedTo, linkedNames, _count } = row;
	const workspaces = row.workspaces.filter((id) => maySee(asker, id));
	return {
		...fromRow(personAnswer, row),
		name: visibleText(name),
		login: login === null ? null : visibleText(login),
		kind: kindOf({
			...row,
			provider: row.identities.length > 0,
			password: row.credential !== null,
		}),
		workspaces,
		otherWorkspaces: workspaces.length < row.workspaces.length,
		disabled: row.disabledAt !== null,
		manageable: may(asker, "people.manage") && mayManage(asker, row),
		linkedTo: linkedTo === null ? null : visibleSomebody(linkedTo),
		linkedNames: linkedNames.map(visibleSomebody),
		sessions: _count.sessions,
		tokens: _count.tokens,
	};
}

function visibleSomebody({ id, name }: { id: string; name: string }) {
	return { id, name: visibleText(name) };
}

interface Signs {
	readonly id: string;
	readonly login: string | null;
	readonly role: Role | null;
	readonly provider: boolean;
	readonly password: boolean;
}

export function kindOf({ id, login, role, provider, password }: Signs): PersonDto["kind"] {
	if (id === LOCAL_ADMINISTRATOR.id) return "local";
	if (provider) return "provider";
	if (password) return "password";
	return login === null && role === null ? "name" : "none";
}
