import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { type HealthReport, LEVELS } from "./rules";

const level = z.enum(LEVELS);

export const healthReport = z
	.object({
		at: utcInstant,
		level,
		sections: z.array(
			z.object({
				id: z.string(),
				kind: z.enum(["installation", "local", "sentinel"]),
				title: z.string(),
				level,
				checks: z.array(
					z.object({
						id: z.string(),
						title: z.string(),
						level,
						says: z.string(),
						remedy: z.string().nullable(),
						link: z.object({ href: z.string().startsWith("/"), label: z.string() }).optional(),
					}),
				),
			}),
		),
	})
	.meta({ id: "HealthReport" }) satisfies z.ZodType<HealthReport>;
