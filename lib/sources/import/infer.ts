import { Misfit, readDatetime, readValue } from "@/lib/sources/import/values";
import type { KustoType } from "@/lib/sources/kql/tables";

const CANDIDATES = ["bool", "long", "real", "datetime", "dynamic"] as const;

/** Finds the type of a column nobody described, from all of its values. */
export class TypeGuess {
	#open: KustoType[] = [...CANDIDATES];
	#seen = false;
	#nested = false;

	/** `textual`: the value is text whatever it stands for (CSV), rather than a JSON value. */
	see(value: unknown, textual: boolean): void {
		if (value === null || value === undefined || value === "") return;
		this.#seen = true;
		if (!textual && typeof value === "object") this.#nested = true;
		if (this.#open.length > 0) this.#open = this.#open.filter((type) => fits(value, type, textual));
	}

	/** The narrowest type that holds every value seen; null when there was none. */
	get type(): KustoType | null {
		if (!this.#seen) return null;
		// An object among JSON strings still needs a column that can hold it.
		return this.#open[0] ?? (this.#nested ? "dynamic" : "string");
	}
}

function fits(value: unknown, type: KustoType, textual: boolean): boolean {
	if (textual) {
		const text = String(value).trim();
		if (type === "bool") return /^(true|false)$/i.test(text);
		// A leading zero or plus is part of a code or a phone number, not of a count.
		if (type === "long" || type === "real") {
			if (/^(\+|-?0\d)/.test(text) || (type === "long" && text.includes("."))) return false;
		}
		if (type === "dynamic" && !isNestedJson(text)) return false;
		// Which number is the day is settled for the whole file, from these very values.
		if (type === "datetime" && !(readDatetime(text, "day-first") instanceof Misfit)) return true;
		return !(readValue(text, type) instanceof Misfit);
	}
	switch (type) {
		case "bool":
			return typeof value === "boolean";
		case "long":
			return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 63;
		case "real":
			return typeof value === "number";
		case "datetime":
			return (
				typeof value === "string" &&
				/^\d{4}-\d{2}-\d{2}T/.test(value) &&
				!(readDatetime(value) instanceof Misfit)
			);
		default:
			// Exports write nested values as text, within JSON as within CSV.
			return typeof value === "object" || (typeof value === "string" && isNestedJson(value.trim()));
	}
}

function isNestedJson(text: string): boolean {
	if (!/^[[{]/.test(text)) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** The type that holds what two types hold. */
export function widen(one: KustoType, other: KustoType): KustoType {
	if (one === other) return one;
	const pair = new Set([one, other]);
	const numbers: KustoType[] = ["int", "long", "real"];
	if (numbers.includes(one) && numbers.includes(other)) return pair.has("real") ? "real" : "long";
	return "string";
}
