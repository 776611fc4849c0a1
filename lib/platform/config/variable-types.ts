/** How a variable is read from text, and what is expected where it does not fit. */
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { ROLES, type Role } from "@/lib/core/roles";
import { readSyslogTarget } from "./syslog-target";

/** A variable that is set but empty (as in `DATABASE_URL=` of a copied .env) counts as unset. */
const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
export const optional = <T extends z.ZodType>(type: T) => z.preprocess(unset, type.optional());
export const or = <T extends z.ZodType>(type: T, fallback: z.input<T>) =>
	z.preprocess((value) => unset(value) ?? fallback, type);

export const integer = (min: number, max: number) =>
	z.coerce
		.number("expected a whole number")
		.int("expected a whole number")
		.min(min, `expected ${min} to ${max}`)
		.max(max, `expected ${min} to ${max}`);
export const text = z.string().trim().min(1);
export const flag = z
	.enum(["1", "0", "true", "false", "yes", "no"], "expected 1 or 0")
	.transform((value) => value === "1" || value === "true" || value === "yes");
export const guid = z
	.string()
	.trim()
	.regex(
		/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
		"expected a GUID such as 1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11",
	)
	.transform((value) => value.toLowerCase());
export const postgresUrl = z
	.string()
	.trim()
	.refine((value) => {
		try {
			return ["postgres:", "postgresql:"].includes(new URL(value).protocol);
		} catch {
			return false;
		}
	}, "expected postgresql://user:password@host:5432/database");
/** `Value of the claim=role, …`, as in `Afterclick.Lead=lead,1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11=analyst`. */
export const roleMap = z.string().transform((value, ctx) => {
	const roles = new Map<string, Role>();
	for (const entry of value.split(",").map((part) => part.trim())) {
		if (entry === "") continue;
		const at = entry.lastIndexOf("=");
		const role = ROLES.find((name) => name === entry.slice(at + 1).trim());
		if (at < 1 || role === undefined) {
			ctx.addIssue({ code: "custom", message: `expected value=${ROLES.join("|")}, got “${entry}”` });
			return z.NEVER;
		}
		roles.set(entry.slice(0, at).trim(), role);
	}
	return roles;
});
/** The origin people open the app at. */
export const origin = z
	.string()
	.trim()
	.refine(
		(value) => URL.canParse(value) && /^https?:\/\/[^/?#@]+\/?$/.test(value),
		"expected an origin such as https://desk.example",
	)
	.transform((value) => new URL(value).origin);
export const hostList = z.string().transform((value) =>
	value
		.split(",")
		.map((host) => host.trim().toLowerCase())
		.filter(Boolean),
);

/** Networks in CIDR notation, such as 10.20.0.0/16; the mask is needed, so that a typo does not open a /0. */
export const networkList = z.string().transform((value, ctx) =>
	value
		.split(",")
		.map((network) => network.trim())
		.filter(Boolean)
		.filter((network) => {
			if (ipaddr.isValidCIDR(network)) return true;
			ctx.addIssue({ code: "custom", message: `expected networks such as 10.20.0.0/16, not ${network}` });
			return false;
		}),
);
export const key256 = z
	.string()
	.trim()
	.refine((value) => Buffer.from(value, "base64").length === 32, "expected 32 bytes in base64");
/** Keys with commas between them. */
export const keyList = z.string().transform((value, ctx) =>
	value
		.split(",")
		.map((key) => key.trim())
		.filter(Boolean)
		.filter((key) => {
			if (key256.safeParse(key).success) return true;
			ctx.addIssue({
				code: "custom",
				message: "expected keys of 32 bytes in base64, with commas between them",
			});
			return false;
		}),
);
export const httpsOrigin = z
	.string()
	.trim()
	.refine(
		(value) => URL.canParse(value) && /^https:\/\/[^/?#@]+\/?$/.test(value),
		"expected an origin such as https://api.loganalytics.io",
	)
	.transform((value) => new URL(value).origin);

export const syslogTarget = z.string().transform((value, ctx) => {
	const target = readSyslogTarget(value.trim());
	if (target !== undefined) return target;
	ctx.addIssue({ code: "custom", message: "expected udp://host:514, tcp://host:514 or tls://host:6514" });
	return z.NEVER;
});

/** Of a resource group or a workspace: what Azure allows in both. */
export const resourceName = z
	.string()
	.trim()
	.regex(/^[\p{L}\p{N}_.()-]{1,90}$/u, "expected the name of an Azure resource");
