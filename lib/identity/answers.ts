import { z } from "zod";
import type { Me } from "./me";
import { PERMISSIONS, type Permission } from "./permissions";
import { ROLES } from "./rules";

const permissionNames = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];

/** Whoever asks, as the API says it. */
export const meAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		verified: z.boolean(),
		role: z.enum(ROLES),
		workspaces: z.array(z.string()).readonly().nullable(),
		open: z.boolean(),
		may: z.array(z.enum(permissionNames)).readonly(),
	})
	.meta({ id: "Me" }) satisfies z.ZodType<Me>;
