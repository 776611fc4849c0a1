import { z } from "zod";
import { type Answer, utcInstant } from "@/lib/core/answer";
import { ROLES } from "@/lib/core/roles";
import { PERMISSION_NAMES } from "@/lib/platform/context/permission-table";

/** Who works on a page, and what the pages offer them. */
export const meAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		verified: z.boolean(),
		role: z.enum(ROLES),
		/** Ids of the workspaces one may see; null: all. */
		workspaces: z.array(z.string()).readonly().nullable(),
		/** Nobody signs in here: everybody is this local administrator. */
		open: z.boolean(),
		may: z.array(z.enum(PERMISSION_NAMES)).readonly(),
	})
	.meta({ id: "Me" });
export type Me = Answer<typeof meAnswer>;

export const ownSession = z.object({
	id: z.uuid(),
	/** The one the request came with. */
	here: z.boolean(),
	method: z.string(),
	userAgent: z.string().nullable(),
	createdAt: utcInstant,
	lastSeenAt: utcInstant,
});

/** How one signs in, and where. */
export const ownAccountAnswer = z.object({
	login: z.string().nullable(),
	/** Null for people of the provider and the local administrator, who have no password here. */
	password: z
		.object({ changedAt: utcInstant, authenticator: z.boolean(), recoveryCodes: z.int() })
		.nullable(),
	/** The newest first. */
	sessions: z.array(ownSession).readonly(),
});
export type OwnAccount = Answer<typeof ownAccountAnswer>;
export type OwnSession = OwnAccount["sessions"][number];

/** The secret in base32, for typing it in, and as a QR code, an SVG document. */
export const totpPairingAnswer = z.object({ secret: z.string(), qr: z.string() });
export type TotpPairing = Answer<typeof totpPairingAnswer>;

export const recoveryCodesAnswer = z.object({ recoveryCodes: z.array(z.string()) });

export const createdPersonAnswer = z.object({
	id: z.uuid(),
	login: z.string(),
	/** To hand over; kept nowhere else. Null where a password was given. */
	oneTimePassword: z.string().nullable(),
	/** Nobody signed in before, and from now on everybody has to. */
	closedOpenMode: z.boolean(),
});
export type CreatedPerson = Answer<typeof createdPersonAnswer>;

/** Where the browser goes to sign out at the provider as well; null where there is nothing to. */
export const signedOutAnswer = z.object({ next: z.string().nullable() });
export type SignedOut = Answer<typeof signedOutAnswer>;
