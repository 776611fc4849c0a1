import { EvaluationError } from "./evaluation-error";
import {
	dynamicText,
	identity,
	type Json,
	type JsonBag,
	JsonNumber,
	parseJson,
	readDynamic,
	writeJson,
} from "./json";
import { parseReal } from "./numbers";

/** Functions over dynamic values, given and returned as JSON text; null is a null dynamic. */
type Text = string | null;

function arrayOf(text: Text): Json[] | null {
	const value = readDynamic(text);
	return Array.isArray(value) ? value : null;
}

function bagOf(text: Text): JsonBag | null {
	const value = readDynamic(text);
	return value instanceof Map ? value : null;
}

/** parse_json(): text that is not JSON becomes a JSON string. */
export function parseJsonFunction(text: string): Text {
	if (text === "") return null;
	const value = parseJson(text);
	return value === undefined ? JSON.stringify(text) : dynamicText(value);
}

/** What mv-expand makes of a value, as a JSON array: its elements, its properties as bags or pairs, or itself. */
export function expandable(text: Text, pairs: boolean): string {
	const value = readDynamic(text);
	if (Array.isArray(value)) return writeJson(value.length > 0 ? value : [null]);
	if (value instanceof Map) {
		const members = [...value].map(
			([key, member]): Json => (pairs ? [key, member] : new Map([[key, member]])),
		);
		return writeJson(members.length > 0 ? members : [null]);
	}
	return writeJson([value]);
}

export function bagKeys(text: Text): Text {
	const bag = bagOf(text);
	return bag && dynamicText([...bag.keys()]);
}

/** bag_merge(): the first value met for a key wins; arguments that are no bags are passed over. */
export function bagMerge(bags: readonly Text[]): Text {
	const merged: JsonBag = new Map();
	for (const text of bags) {
		for (const [key, value] of bagOf(text) ?? []) if (!merged.has(key)) merged.set(key, value);
	}
	return dynamicText(merged);
}

export function bagHasKey(text: Text, key: string): boolean | null {
	const bag = bagOf(text);
	if (!bag) return null;
	return key.startsWith("$") ? atPath(bag, key) !== undefined : bag.has(key);
}

export function bagRemoveKeys(text: Text, keys: Text): Text {
	const bag = bagOf(text);
	if (!bag) return text;
	for (const key of arrayOf(keys) ?? []) {
		if (typeof key !== "string") continue;
		const steps = key.startsWith("$") ? pathSteps(key) : null;
		if (!steps) {
			bag.delete(key);
			continue;
		}
		let target: Json | undefined = bag;
		for (const step of steps.slice(0, -1)) target = member(target, step);
		const last = steps.at(-1);
		if (target instanceof Map && typeof last === "string") target.delete(last);
	}
	return dynamicText(bag);
}

export function bagZip(keys: Text, values: Text): Text {
	const names = arrayOf(keys);
	const members = arrayOf(values) ?? [];
	if (!names) return null;
	const bag: JsonBag = new Map();
	for (const [index, name] of names.entries())
		if (typeof name === "string") bag.set(name, members[index] ?? null);
	return dynamicText(bag);
}

export function bagSetKey(text: Text, key: string, value: Text): Text {
	if (key.startsWith("$")) throw new EvaluationError("bag_set_key: a path as key is not supported.");
	const bag = bagOf(text) ?? (text === null ? (new Map() as JsonBag) : null);
	if (!bag) return text;
	bag.set(key, readDynamic(value));
	return dynamicText(bag);
}

export function arraySlice(text: Text, start: bigint, end: bigint): Text {
	const array = arrayOf(text);
	if (!array) return null;
	const from = Number(start) < 0 ? Math.max(array.length + Number(start), 0) : Number(start);
	const to = Number(end) < 0 ? array.length + Number(end) : Number(end);
	return dynamicText(array.slice(from, Math.max(to + 1, from)));
}

export function arrayRotate(text: Text, left: bigint): Text {
	const array = arrayOf(text);
	if (!array) return null;
	const by = array.length === 0 ? 0 : ((Number(left) % array.length) + array.length) % array.length;
	return dynamicText([...array.slice(by), ...array.slice(0, by)]);
}

export function arrayShift(text: Text, left: bigint, fill: Text): Text {
	const array = arrayOf(text);
	if (!array) return null;
	const by = Number(left);
	const filler = readDynamic(fill);
	return dynamicText(
		array.map((_, index) =>
			index + by >= 0 && index + by < array.length ? (array[index + by] ?? null) : filler,
		),
	);
}

export function arrayReverse(text: Text): Text {
	const array = arrayOf(text);
	return array && dynamicText(array.reverse());
}

export function arrayConcat(arrays: readonly Text[]): Text {
	return dynamicText(arrays.flatMap((text) => arrayOf(text) ?? []));
}

export function arraySum(text: Text): number | null {
	const array = arrayOf(text);
	if (!array) return null;
	let sum = 0;
	for (const value of array) {
		if (!(value instanceof JsonNumber)) return null;
		sum += Number(value.raw);
	}
	return sum;
}

/** array_index_of(): the first index of `value` at or after `start`, or -1. */
export function arrayIndexOf(text: Text, value: Text, start: bigint): bigint | null {
	const array = arrayOf(text);
	if (!array) return null;
	const wanted = identity(readDynamic(value));
	const from = Number(start) < 0 ? Math.max(array.length + Number(start), 0) : Number(start);
	return BigInt(array.findIndex((element, index) => index >= from && identity(element) === wanted));
}

/** array_sort_asc / array_sort_desc of one array whose elements are all numbers or all texts; nulls go last. */
export function arraySort(text: Text, descending: boolean): Text {
	const array = arrayOf(text);
	if (!array) return null;
	const present = array.filter((value) => value !== null);
	const compare = comparison(present);
	if (!compare) throw new EvaluationError("array_sort: the array mixes types, whose order is not supported.");
	present.sort((a, b) => (descending ? -compare(a, b) : compare(a, b)));
	return dynamicText([...present, ...array.filter((value) => value === null)]);
}

function comparison(values: readonly Json[]): ((a: Json, b: Json) => number) | null {
	if (values.every((value) => value instanceof JsonNumber)) {
		return (a, b) => Number((a as JsonNumber).raw) - Number((b as JsonNumber).raw);
	}
	if (values.every((value) => typeof value === "string")) {
		return (a, b) => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1);
	}
	return null;
}

export function setUnion(sets: readonly Text[]): Text {
	return dynamicText(distinct(sets.flatMap((text) => arrayOf(text) ?? [])));
}

export function setIntersect(sets: readonly Text[]): Text {
	const [first = [], ...others] = sets.map((text) => arrayOf(text) ?? []);
	const members = others.map((other) => new Set(other.map(identity)));
	return dynamicText(distinct(first).filter((value) => members.every((set) => set.has(identity(value)))));
}

export function setDifference(sets: readonly Text[]): Text {
	const [first = [], ...others] = sets.map((text) => arrayOf(text) ?? []);
	const members = new Set(others.flat().map(identity));
	return dynamicText(distinct(first).filter((value) => !members.has(identity(value))));
}

export function setHasElement(text: Text, value: Text): boolean | null {
	const array = arrayOf(text);
	return array === null ? null : array.some((element) => identity(element) === identity(readDynamic(value)));
}

export function jaccardIndex(a: Text, b: Text): number | null {
	const [first, second] = [arrayOf(a), arrayOf(b)];
	if (!first || !second) return null;
	const left = new Set(first.map(identity));
	const right = new Set(second.map(identity));
	const union = new Set([...left, ...right]).size;
	return union === 0 ? null : [...left].filter((value) => right.has(value)).length / union;
}

/** make_set over dynamic values: elements of arrays count one by one; first come, first kept. */
export function makeSet(text: string, limit: bigint): string {
	const values = (arrayOf(text) ?? []).flatMap((value) => (Array.isArray(value) ? value : [value]));
	return writeJson(distinct(values.filter((value) => value !== null)).slice(0, Number(limit)));
}

/** make_bag over an array of bags: the first value met for a key wins. */
export function makeBag(text: string, limit: bigint): string {
	const merged: JsonBag = new Map();
	for (const bag of arrayOf(text) ?? []) {
		if (!(bag instanceof Map)) continue;
		for (const [key, value] of bag)
			if (!merged.has(key) && merged.size < Number(limit)) merged.set(key, value);
	}
	return writeJson(merged);
}

function distinct(values: readonly Json[]): Json[] {
	const seen = new Map<string, Json>();
	for (const value of values) if (!seen.has(identity(value))) seen.set(identity(value), value);
	return [...seen.values()];
}

/** zip(): arrays element by element, the shorter ones padded with nulls. */
export function zip(arrays: readonly Text[]): Text {
	const columns = arrays.map((text) => arrayOf(text) ?? []);
	const length = Math.max(0, ...columns.map((column) => column.length));
	return dynamicText(Array.from({ length }, (_, index) => columns.map((column) => column[index] ?? null)));
}

/** range(): at most 1,048,576 elements, as in KQL. */
export function rangeArray(
	start: number,
	stop: number,
	step: number,
	write: (value: number) => string,
): Text {
	if (step === 0) return null;
	const elements: string[] = [];
	for (let index = 0; index < 1_048_576; index++) {
		const value = start + index * step;
		if (step > 0 ? value > stop : value < stop) break;
		elements.push(write(value));
	}
	return `[${elements.join(",")}]`;
}

export function rangeLongs(
	start: bigint,
	stop: bigint,
	step: bigint,
	write: (value: bigint) => string,
): Text {
	if (step === 0n) return null;
	const elements: string[] = [];
	for (let value = start; elements.length < 1_048_576; value += step) {
		if (step > 0n ? value > stop : value < stop) break;
		elements.push(write(value));
	}
	return `[${elements.join(",")}]`;
}

/** The steps of a `$.a['b'][0]` path, or null where it is not of that plain form. */
export function pathSteps(path: string): (string | number)[] | null {
	if (!path.startsWith("$")) return null;
	const steps: (string | number)[] = [];
	const step = /\.([A-Za-z_][\w-]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;
	step.lastIndex = 1;
	while (step.lastIndex < path.length) {
		const found = step.exec(path);
		if (!found) return null;
		steps.push(found[2] !== undefined ? Number(found[2]) : (found[1] ?? found[3] ?? found[4] ?? ""));
	}
	return steps;
}

function member(value: Json | undefined, step: string | number): Json | undefined {
	if (value instanceof Map) return value.get(String(step));
	if (Array.isArray(value) && typeof step === "number") return value[step];
	return undefined;
}

function atPath(value: Json, path: string): Json | undefined {
	const steps = pathSteps(path);
	if (!steps) throw new EvaluationError(`The path '${path}' is not of a supported form.`);
	return steps.reduce<Json | undefined>(member, value);
}

/** extract_json(): the text of what the path leads to; empty where it leads nowhere. */
export function extractJson(path: string, text: string): string {
	const value = parseJson(text);
	const found = value === undefined ? undefined : atPath(value, path);
	if (found === undefined || found === null) return "";
	return typeof found === "string" ? found : writeJson(found);
}

/** Element-wise arithmetic of two arrays of numbers; the shorter is padded with nulls. */
export function seriesArithmetic(a: Text, b: Text, operation: string): Text {
	const [left, right] = [arrayOf(a), arrayOf(b)];
	if (!left || !right) return null;
	const length = Math.max(left.length, right.length);
	return dynamicText(
		Array.from({ length }, (_, index): Json => {
			const [x, y] = [numberOf(left[index]), numberOf(right[index])];
			if (x === null || y === null) return null;
			const value = operation === "+" ? x + y : operation === "-" ? x - y : operation === "*" ? x * y : x / y;
			return Number.isFinite(value) ? new JsonNumber(String(value)) : null;
		}),
	);
}

function numberOf(value: Json | undefined): number | null {
	return value instanceof JsonNumber ? parseReal(value.raw) : null;
}
