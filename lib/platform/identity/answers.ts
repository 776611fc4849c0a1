import { z } from "zod";
import { ROLES } from "@/lib/core/roles";
import { PERMISSION_NAMES } from "@/lib/platform/context/permissions";
import type { CreatedPerson } from "./create-local-person";
import type { Me } from "./me";
import type { OwnAccount } from "./own-account";
import type { SignedOut } from "./sign-out";
import type { TotpPairing } from "./totp";

/** Whoever asks, as the API says it. */
export const meAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		verified: z.boolean(),
		role: z.enum(ROLES),
		workspaces: z.array(z.string()).readonly().nullable(),
		open: z.boolean(),
		may: z.array(z.enum(PERMISSION_NAMES)).readonly(),
	})
	.meta({ id: "Me" }) satisfies z.ZodType<Me>;

/** How one signs in, and where. */
export const ownAccountAnswer = z.object({
	login: z.string().nullable(),
	password: z
		.object({ changedAt: z.iso.datetime(), authenticator: z.boolean(), recoveryCodes: z.int() })
		.nullable(),
	sessions: z
		.array(
			z.object({
				id: z.uuid(),
				here: z.boolean(),
				method: z.string(),
				userAgent: z.string().nullable(),
				createdAt: z.iso.datetime(),
				lastSeenAt: z.iso.datetime(),
			}),
		)
		.readonly(),
}) satisfies z.ZodType<OwnAccount>;

export const totpPairingAnswer = z.object({
	secret: z.string(),
	qr: z.string(),
}) satisfies z.ZodType<TotpPairing>;

export const recoveryCodesAnswer = z.object({ recoveryCodes: z.array(z.string()) });

export const createdPersonAnswer = z.object({
	id: z.uuid(),
	login: z.string(),
	oneTimePassword: z.string().nullable(),
	closedOpenMode: z.boolean(),
}) satisfies z.ZodType<CreatedPerson>;

export const signedOutAnswer = z.object({ next: z.string().nullable() }) satisfies z.ZodType<SignedOut>;
