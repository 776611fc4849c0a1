import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { AppError, type Place } from "@/lib/core/errors";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { depthProblem } from "@/lib/sources/kql/parser";
import { withoutComments } from "@/lib/sources/kql/scan";
import { tactic, technique } from "./attack";
import type { Attack } from "./schema";

/** What a hunt's query shows without a workspace. */
export interface QueryAnalysis {
	readonly tables: readonly string[];
	/** Whether its rows over a window are those over the window's parts together. */
	readonly rowWise: boolean;
}

/** Where the rows behind a finding are found: `table` filtered by the values of `key`. */
export interface EvidenceSource {
	readonly table: string;
	readonly key: string;
}

/** A hunting query, read from Azure-Sentinel's YAML. */
export interface Hunt {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	/** The detailed description where there is one. */
	readonly hypothesis: string;
	readonly kql: string;
	readonly version: string;
	readonly tactics: readonly Attack[];
	readonly techniques: readonly Attack[];
	readonly connectors: readonly string[];
	/** Tables the YAML says the hunt reads. */
	readonly dataTypes: readonly string[];
	/** Columns that identify a finding; null means the rule of lib/triage/findings/rules.ts. */
	readonly identity: readonly string[] | null;
	/** Null means the default for the tables the query reads. */
	readonly evidence: EvidenceSource | null;
	readonly falsePositives: readonly string[];
	/** Of a query that is too long to be parsed in the process that serves. */
	readonly analysis?: QueryAnalysis;
}

/** A scalar or a list, as the files in the wild have them; null and empty members are dropped. */
const texts = z.preprocess((value) => {
	const members = Array.isArray(value) ? value : [value];
	return members.filter((member) => member !== null && member !== undefined && member !== "").map(String);
}, z.array(z.string()));

const asText = (value: unknown) => (typeof value === "number" ? String(value) : value);
const text = z.preprocess(asText, z.string());
const someText = z.preprocess(asText, z.string().min(1, "is empty"));

/** Longer ones are no names, and would have to be shown wherever the hunt is. */
const MAX_ID = 200;
const MAX_NAME = 500;
const shortText = (most: number) => someText.pipe(z.string().max(most, `has more than ${most} characters`));

const huntFile = z.looseObject({
	id: shortText(MAX_ID),
	name: shortText(MAX_NAME),
	description: text.nullish(),
	"description-detailed": text.nullish(),
	requiredDataConnectors: z
		.array(z.looseObject({ connectorId: text.nullish(), dataTypes: texts.nullish() }))
		.nullish()
		.catch(null),
	tactics: texts.nullish(),
	relevantTechniques: texts.nullish(),
	query: text.nullish(),
	version: text.nullish(),
	/** The product's own extension: what identifies a finding, where its evidence lies, what is usually harmless. */
	afterclick: z
		.strictObject({
			identity: z.array(z.string().min(1)).min(1).optional(),
			evidence: z.strictObject({ table: z.string().min(1), key: z.string().min(1) }).optional(),
			falsePositives: z.array(z.string().min(1)).optional(),
		})
		.nullish(),
});

/** What a person has to fill in before the query says anything. In a comment it is only an explanation. */
const PLACEHOLDER =
	/\{\{[^}]*\}\}|<(?:your|insert|replace|add)[^>]*>|\[(?:your|insert|replace|add) [^\]]*\]/i;

/**
 * Reads one hunt file.
 * @throws AppError `invalid_input` with the line and column of what does not fit
 */
export function parseHunt(source: string, file: string): Hunt {
	const lines = new LineCounter();
	const document = parseYaml(source, file, lines);
	const parsed = huntFile.safeParse(plain(document, file) ?? {});
	if (!parsed.success) {
		const places = parsed.error.issues.map((issue) => {
			const field = issue.path.map(String).join(".");
			const node = document.getIn(issue.path as string[], true) as
				| { range?: [number, number, number] }
				| undefined;
			const missing = issue.code === "invalid_type" && node === undefined;
			return {
				...placeAt(file, lines, node?.range?.[0]),
				field,
				message: missing ? "is missing" : issue.message,
			};
		});
		throw refused(file, `${places[0]?.field} ${places[0]?.message}`, places);
	}
	const hunt = parsed.data;
	const kql = hunt.query?.trim() ?? "";
	if (kql === "") {
		throw refused(file, "it has no query: such files only note that the hunt has moved", [
			{ file, field: "query", message: "is missing" },
		]);
	}
	const inFile = queryPlaces(source, kql, document.getIn(["query"], true));
	const placeholder = PLACEHOLDER.exec(withoutComments(kql));
	if (placeholder) {
		const message = `holds a placeholder to fill in: ${placeholder[0]}`;
		const at = placeAt(file, lines, inFile(placeholder.index));
		throw refused(file, `its query ${message}`, [{ ...at, field: "query", message }]);
	}
	const tooDeep = depthProblem(kql);
	if (tooDeep) {
		const at = placeAt(file, lines, inFile(tooDeep.position));
		throw refused(file, "its query cannot be read: the brackets are nested too deeply", [
			{ ...at, field: "query", message: tooDeep.message },
		]);
	}
	return {
		id: hunt.id.trim(),
		name: visibleText(unquote(hunt.name)),
		description: visibleProse(unquote(hunt.description ?? "")),
		hypothesis: visibleProse(unquote(hunt["description-detailed"] ?? hunt.description ?? "")),
		kql,
		version: visibleText(hunt.version ?? "unversioned"),
		tactics: (hunt.tactics ?? []).map(visibleText).map(tactic),
		techniques: (hunt.relevantTechniques ?? []).map(visibleText).map(technique),
		connectors: (hunt.requiredDataConnectors ?? []).flatMap(({ connectorId }) =>
			connectorId ? visibleText(connectorId) : [],
		),
		dataTypes: [
			...new Set(
				(hunt.requiredDataConnectors ?? []).flatMap(({ dataTypes }) => (dataTypes ?? []).map(visibleText)),
			),
		],
		identity: hunt.afterclick?.identity ?? null,
		evidence: hunt.afterclick?.evidence ?? null,
		falsePositives: (hunt.afterclick?.falsePositives ?? []).map(visibleProse),
	};
}

/** Values written out once and meant in several places, which multiply where one holds another. */
const MAX_ALIASES = 50;

/** The document as plain values. @throws AppError `invalid_input` for an alias of nothing, or too many of them */
function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
	try {
		return document.toJS({ maxAliasCount: MAX_ALIASES });
	} catch (error) {
		if (!(error instanceof ReferenceError)) throw error;
		const message = /Excessive/.test(error.message)
			? `has more than ${MAX_ALIASES} aliases`
			: "has an alias of a value that is not there";
		throw refused(file, `it ${message}`, [{ file, message }]);
	}
}

function parseYaml(source: string, file: string, lines: LineCounter) {
	const document = parseDocument(source, { lineCounter: lines });
	if (document.errors.length === 0) return document;
	// YAML forbids tabs as indentation; many hunts in the wild have them all the same.
	const untabbed = source.replace(/^[ \t]+/gm, (indent) => indent.replaceAll("\t", "  "));
	if (untabbed !== source) {
		const second = parseDocument(untabbed, { lineCounter: lines });
		if (second.errors.length === 0) return second;
	}
	const error = document.errors[0];
	// The library's first line ends in the place and a colon, for the excerpt that follows; the place is ours to say.
	const message =
		error?.message.split("\n")[0]?.replace(/ at line \d+, column \d+:$/, "") ?? "cannot be read";
	if (/call stack/i.test(message)) {
		const tooDeep = "it is nested too deeply";
		throw refused(file, tooDeep, [{ file, message: tooDeep }]);
	}
	throw refused(file, `it is not YAML: ${message}`, [{ ...placeAt(file, lines, error?.pos[0]), message }]);
}

/**
 * Where in the file an offset of the query stands: on the query's line of that number, since YAML takes off the same
 * indentation from each. Undefined where the query is not written line by line.
 */
function queryPlaces(source: string, kql: string, node: unknown): (offset: number) => number | undefined {
	const start = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? 0;
	const [first = ""] = kql.split("\n");
	const begin = source.indexOf(first, start);
	return (offset) => {
		if (begin < 0) return undefined;
		const before = kql.slice(0, offset).split("\n");
		let lineStart = begin;
		for (let line = 1; line < before.length; line++) {
			const next = source.indexOf("\n", lineStart);
			if (next < 0) return begin;
			lineStart = next + 1;
		}
		if (before.length === 1) return begin + offset;
		const written = kql.split("\n")[before.length - 1] ?? "";
		const indent = source.slice(lineStart).indexOf(written);
		return lineStart + Math.max(0, indent) + (before.at(-1)?.length ?? 0);
	};
}

function placeAt(file: string, lines: LineCounter, offset: number | undefined): Place {
	if (offset === undefined || offset < 0) return { file };
	const { line, col } = lines.linePos(offset);
	return { file, line, column: col };
}

function refused(file: string, reason: string, places: readonly (Place & { message: string })[]): AppError {
	return new AppError("invalid_input", `${file} is not used: ${reason}.`, { places });
}

/** Some files wrap a text in quotes that YAML then takes as part of it. */
function unquote(written: string): string {
	const trimmed = written.trim();
	const inner = /^'([\s\S]*)'$|^"([\s\S]*)"$/.exec(trimmed);
	return (inner?.[1] ?? inner?.[2] ?? trimmed).trim();
}
