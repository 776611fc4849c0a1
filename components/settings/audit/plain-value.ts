import { plural } from "@/lib/core/plural";
import { valueText } from "./value-text";

/** A value as a person reads it: no JSON. Lists of what isn't text are counted. */
export function plainValue(value: unknown): string {
	if (typeof value === "boolean") return value ? "yes" : "no";
	if (typeof value === "number") return value.toLocaleString("en");
	if (Array.isArray(value)) {
		if (value.length === 0) return "none";
		if (value.every((one) => typeof one === "string" || typeof one === "number")) {
			return value.map((one) => valueText(one)).join(", ");
		}
		return plural(value.length, "entry", "entries");
	}
	if (typeof value === "object" && value !== null) return "none";
	return valueText(value);
}
