/** What the routes of the audit answer. Each schema is held to its type in schema.ts. */
import { z } from "zod";
import type { AuditChoices, AuditPage, AuditState } from "@/lib/platform/audit/schema";

const instant = z.iso.datetime();
const actor = z.object({
	kind: z.string(),
	id: z.string().nullable(),
	name: z.string(),
	verified: z.boolean(),
});

const auditName = z
	.object({ label: z.string(), detail: z.string().nullable(), href: z.string().nullable() })
	.meta({ id: "AuditName" });

export const auditPage = z.object({
	items: z.array(
		z
			.object({
				id: z.string(),
				seq: z.int(),
				at: instant,
				actor,
				verb: z.string(),
				targetKind: z.string(),
				targetId: z.string(),
				target: auditName,
				names: z.record(z.string(), auditName),
				requestId: z.string().nullable(),
				before: z.unknown(),
				after: z.unknown(),
				previous: z.string(),
				hash: z.string(),
			})
			.meta({ id: "AuditRow" }),
	),
	nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AuditPage>;

export const auditChoicesAnswer = z.object({
	verbs: z.array(z.string()),
	kinds: z.array(z.string()),
	actors: z.array(z.object({ value: z.string(), name: z.string() })),
}) satisfies z.ZodType<AuditChoices>;

export const auditStateAnswer = z.object({
	head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
	verification: z
		.object({
			at: instant,
			by: actor,
			seq: z.int(),
			outcome: z.enum(["whole", "broken"]),
			through: z.int(),
			hash: z.string(),
			stands: z.boolean(),
			reason: z.string().nullable(),
		})
		.nullable(),
	protection: z.object({
		triggers: z.boolean(),
		revoked: z.boolean(),
		role: z.enum(["ordinary", "owner", "superuser"]),
	}),
}) satisfies z.ZodType<AuditState>;
