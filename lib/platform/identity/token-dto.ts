import { fromRow } from "@/lib/core/answer";
import { visibleText } from "@/lib/core/visible-text";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type TokenDto, tokenAnswer } from "./token-schema";

export const TOKEN_SELECT = {
	id: true,
	name: true,
	hint: true,
	person: { select: { id: true, name: true, role: true, workspaces: true, disabledAt: true } },
	role: true,
	permissions: true,
	workspaces: true,
	createdAt: true,
	expiresAt: true,
	lastUsedAt: true,
	revokedAt: true,
} satisfies Prisma.ApiTokenSelect;

export type TokenRow = Prisma.ApiTokenGetPayload<{ select: typeof TOKEN_SELECT }>;

export function toToken({ person, ...row }: TokenRow, now: Date): TokenDto {
	return {
		...fromRow(tokenAnswer, row),
		name: visibleText(row.name),
		status: row.revokedAt !== null ? "revoked" : row.expiresAt <= now ? "expired" : "active",
		person: person === null ? null : { id: person.id, name: visibleText(person.name) },
		role: person === null ? row.role : person.disabledAt === null ? person.role : null,
	};
}

/** What a token's holder may do and see, for the person who manages it. */
export function holderOf({ name, person, role, workspaces }: TokenRow) {
	return person === null
		? { name, role, workspaces }
		: { name: person.name, role: person.role, workspaces: person.workspaces };
}
