import type { AnswerPiece, AnswerTable } from "@/lib/sources/import/json-answer";
import { JsonNode, nestsDeeper, PlacedText, TOO_DEEP } from "@/lib/sources/import/json-spans";
import type { JsonPiece } from "@/lib/sources/import/json-text";
import { JsonSyntaxError, walkJson } from "@/lib/sources/import/json-walk";
import { MAX_JSON_DEPTH } from "@/lib/sources/import/limits";
import type { SourceRow, TextPlace } from "@/lib/sources/import/source";
import type { KustoType } from "@/lib/sources/kql/tables";

/** Levels around the values of a row: a list of records, a record, its properties. */
const AROUND_VALUES = 4;

/** The rows in one value: itself, the row in a streaming envelope, or the records in a batch of either. */
export function* rowsOf(piece: JsonPiece | AnswerPiece): Generator<SourceRow> {
	if (piece.problem !== undefined) return yield refusal(() => piece, piece.problem);
	if (nestsDeeper(piece.text, MAX_JSON_DEPTH + AROUND_VALUES)) {
		return yield refusal(() => piece, `the row ${TOO_DEEP}`);
	}
	const source = new PlacedText(piece.text, piece);
	let value: unknown;
	try {
		value = JSON.parse(piece.text);
	} catch {
		const { offset, message } = faultIn(piece.text);
		return yield refusal(() => source.place(offset), message);
	}
	const node = JsonNode.root(source);
	if ("table" in piece) return yield answerRow(node, value, piece.table);
	if (isObject(value)) {
		for (const key of ["records", "Results"]) {
			const batch = value[key];
			if (!Array.isArray(batch)) continue;
			const list = node.child(key);
			for (const [index, row] of batch.entries()) yield toRow(list.child(index), row);
			return;
		}
	}
	yield toRow(node, value);
}

function faultIn(text: string): { offset: number; message: string } {
	try {
		walkJson(text);
	} catch (error) {
		if (error instanceof JsonSyntaxError) return error;
	}
	return { offset: 0, message: "the text is not JSON" };
}

/** What else is known of a row than its values. */
type Said = Pick<SourceRow, "table" | "envelopeTime" | "label" | "textual" | "types">;

/** A row whose places are found when they are asked for: most rows are good, and nobody asks. */
class JsonRow implements SourceRow {
	readonly table?: string;
	readonly envelopeTime?: unknown;
	readonly label?: string;
	readonly textual?: boolean;
	readonly types?: ReadonlyMap<string, KustoType>;
	readonly #at: JsonNode;
	readonly #valueAt: (index: number) => JsonNode;

	constructor(
		at: JsonNode,
		readonly keys: readonly string[],
		readonly values: readonly unknown[],
		valueAt: (index: number) => JsonNode,
		said: Said = {},
	) {
		this.#at = at;
		this.#valueAt = valueAt;
		Object.assign(this, said);
	}

	get line(): number {
		return this.#at.place.line;
	}

	get column(): number {
		return this.#at.place.column;
	}

	place(index: number): TextPlace {
		return this.#valueAt(index).place;
	}

	raw(index: number): string {
		return this.#valueAt(index).text;
	}
}

function toRow(node: JsonNode, value: unknown, said: Said = {}): SourceRow {
	if (!isObject(value)) return refusal(() => node.place, "the row is not a JSON object");
	if (isObject(value.properties) && typeof value.category === "string" && "time" in value) {
		const table = /^AdvancedHunting-(\w+)$/.exec(value.category)?.[1];
		if (table === undefined) {
			return refusal(
				() => node.child("category").place,
				'the category of the envelope is not "AdvancedHunting-" and a table',
			);
		}
		const inner = node.child("properties");
		return objectRow(node, inner, value.properties, { ...said, table, envelopeTime: value.time });
	}
	const label = value.TableName;
	if (typeof label === "string" && (label === "PrimaryResult" || Object.values(value).every(isText))) {
		return commandRow(node, value, label);
	}
	return objectRow(node, node, value, said);
}

function objectRow(at: JsonNode, node: JsonNode, value: Record<string, unknown>, said: Said): SourceRow {
	let keys = Object.keys(value);
	// Microsoft Graph annotates its rows; what it says there is no column.
	if (said.types !== undefined) keys = keys.filter((key) => !key.includes("@odata."));
	const values = keys.map((key) => value[key]);
	return new JsonRow(at, keys, values, (index) => node.child(keys[index] ?? ""), said);
}

/** A row of an answer: an object, or a list of values in the order of the answer's columns. */
function answerRow(node: JsonNode, value: unknown, table: AnswerTable): SourceRow {
	const said = { types: table.types, ...(table.name === null ? {} : { label: table.name }) };
	const { columns } = table;
	if (!Array.isArray(value)) return toRow(node, value, said);
	if (columns === null) {
		return refusal(() => node.place, "the row is a list, and the answer does not name its columns before it");
	}
	if (value.length !== columns.length) {
		return refusal(
			() => node.place,
			`the row has ${value.length} values, the answer names ${columns.length} columns`,
		);
	}
	return new JsonRow(node, columns, value, (index) => node.child(index), said);
}

/**
 * A row as `az monitor log-analytics query` writes it: with the name of the answer's table among the columns, and
 * mostly every value as the text Python has for it.
 */
function commandRow(node: JsonNode, value: Record<string, unknown>, label: string): SourceRow {
	const textual = Object.values(value).every(isText);
	const keys = Object.keys(value).filter((key) => key !== "TableName");
	const values = keys.map((key) => (textual && value[key] === "None" ? null : value[key]));
	return new JsonRow(node, keys, values, (index) => node.child(keys[index] ?? ""), { label, textual });
}

function refusal(place: () => TextPlace, message: string): SourceRow {
	return {
		get line() {
			return place().line;
		},
		get column() {
			return place().column;
		},
		refused: message,
		keys: [],
		values: [],
		place,
	};
}

function isText(value: unknown): boolean {
	return value === null || typeof value === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
