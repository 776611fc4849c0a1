/**
 * Every string a person can see, with its place: what components and pages say, what the verbs answer, what the API
 * document describes, what the docs tell.
 */
import { parseSync } from "oxc-parser";

export interface VisibleString {
	readonly file: string;
	readonly line: number;
	readonly text: string;
}

/** A node of the syntax tree, as far as this walk looks at it. */
interface Node {
	readonly type: string;
	readonly start: number;
	readonly [key: string]: unknown;
}

/** Two or more words with a lower-case one: a sentence or a label, not a key. */
const SENTENCE = /^(?=.*\s)(?=.*(?:^|[^\p{L}\p{N}_])\p{Ll}{2,})/su;
/** Text for a database or a workspace, not for a person. */
const QUERY =
	/\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|WHERE|JOIN|ORDER BY|FROM|WITH|COPY)\b|\|\s*(?:where|project|extend|summarize|join|take|union|order by)\b/;
const QUERY_TAGS = /\b(?:sql|raw|queryRaw|executeRaw|\$queryRaw|\$executeRaw)\b/i;
/** Strings that are not visible text: module paths, names of a stylesheet. */
const UNSEEN_ATTRIBUTES = new Set([
	"className",
	"key",
	"id",
	"href",
	"name",
	"type",
	"htmlFor",
	"d",
	"viewBox",
]);

/**
 * The strings of a TypeScript file that a person can see. In components and pages that is all JSX text and every string
 * literal; in lib every literal that reads as a sentence and is no query.
 */
export function stringsOfSource(file: string, source: string): VisibleString[] {
	const sentencesOnly = !/^(?:components|app)\//.test(file);
	const lineAt = lineCounter(source);
	const found: VisibleString[] = [];
	const add = (text: string, start: number) => {
		const words = text.replace(/\s+/g, " ").trim();
		if (!/\p{L}/u.test(words)) return;
		if (sentencesOnly && (!SENTENCE.test(words) || QUERY.test(words))) return;
		found.push({ file, line: lineAt(start), text: words });
	};
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) {
			for (const item of value) visit(item);
			return;
		}
		if (!isNode(value)) return;
		switch (value.type) {
			case "ImportDeclaration":
			case "ExportAllDeclaration":
			case "ImportExpression":
			case "TSLiteralType":
			case "Directive":
				return;
			case "JSXAttribute":
				if (UNSEEN_ATTRIBUTES.has(String((value.name as Node).name))) return;
				break;
			case "TaggedTemplateExpression":
				if (QUERY_TAGS.test(source.slice((value.tag as Node).start, (value.quasi as Node).start))) return;
				break;
			case "TemplateLiteral":
				add(templateText(value), value.start);
				visit(value.expressions);
				return;
			case "JSXElement":
			case "JSXFragment":
				visit(value.openingElement);
				for (const run of runsOfText(value.children as Node[])) add(run.text, run.start);
				for (const child of value.children as Node[]) if (child.type !== "JSXText") visit(child);
				return;
			case "Literal":
				if (typeof value.value === "string") add(value.value, value.start);
				return;
			case "BinaryExpression": {
				const joined = joinedText(value);
				if (joined !== undefined) {
					add(joined, value.start);
					visitExpressionsOfJoin(value, visit);
					return;
				}
			}
		}
		for (const [key, child] of Object.entries(value)) if (key !== "type") visit(child);
	};
	visit(parseSync(file, source).program);
	return found;
}

/** The prose of a Markdown file, line by line joined into paragraphs, without code blocks and code spans. */
export function stringsOfMarkdown(file: string, source: string): VisibleString[] {
	const found: VisibleString[] = [];
	let fenced = false;
	let paragraph: { line: number; lines: string[] } | undefined;
	const end = () => {
		if (paragraph) found.push({ file, line: paragraph.line, text: paragraph.lines.join(" ") });
		paragraph = undefined;
	};
	for (const [index, raw] of source.split("\n").entries()) {
		if (/^\s*(?:```|~~~)/.test(raw)) {
			fenced = !fenced;
			end();
			continue;
		}
		const text = raw.replace(/`[^`]*`/g, "…").trim();
		if (fenced) continue;
		if (text === "") {
			end();
			continue;
		}
		if (/^(?:[-*|#]|\d+\.)/.test(text)) end();
		paragraph ??= { line: index + 1, lines: [] };
		paragraph.lines.push(text);
	}
	end();
	return found;
}

/** What an OpenAPI document says to a person: its summaries, descriptions and titles, with the path as the place. */
export function stringsOfOpenApi(document: unknown): VisibleString[] {
	const found: VisibleString[] = [];
	const visit = (value: unknown, place: string): void => {
		if (typeof value !== "object" || value === null) return;
		for (const [key, child] of Object.entries(value)) {
			if (typeof child === "string" && ["summary", "description", "title"].includes(key))
				found.push({ file: `openapi ${place}`, line: 0, text: child });
			else visit(child, `${place}/${key}`);
		}
	};
	visit(document, "");
	return found;
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** A template with "…" in place of its expressions. */
function templateText(template: Node): string {
	return (template.quasis as { value: { cooked: string | null } }[])
		.map((part) => part.value.cooked ?? "")
		.join("…");
}

/** Literals joined with +, as one text; undefined when none of them is a string. */
function joinedText(node: Node): string | undefined {
	if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
	if (node.type === "TemplateLiteral") return templateText(node);
	if (node.type !== "BinaryExpression" || node.operator !== "+") return undefined;
	const left = joinedText(node.left as Node);
	const right = joinedText(node.right as Node);
	return left === undefined && right === undefined ? undefined : `${left ?? "…"}${right ?? "…"}`;
}

function visitExpressionsOfJoin(node: Node, visit: (value: unknown) => void): void {
	for (const side of [node.left as Node, node.right as Node]) {
		if (side.type === "TemplateLiteral") visit(side.expressions);
		else if (side.type === "BinaryExpression" && joinedText(side) !== undefined)
			visitExpressionsOfJoin(side, visit);
		else if (side.type !== "Literal") visit(side);
	}
}

/** The text of an element's children, one run from element to element, "…" in place of expressions. */
function runsOfText(children: readonly Node[]): { text: string; start: number }[] {
	const runs: { text: string; start: number }[] = [];
	let run: { text: string; start: number } | undefined;
	for (const child of children) {
		if (child.type === "JSXText") {
			const text = decodeEntities(String(child.value));
			const start = child.start + (text.length - text.trimStart().length);
			if (run) run.text += text;
			else if (text.trim() !== "") run = { text, start };
		} else if (child.type === "JSXExpressionContainer") {
			const inner = child.expression as Node;
			const text = inner.type === "Literal" && typeof inner.value === "string" ? inner.value : "…";
			if (run) run.text += text;
		} else {
			if (run) runs.push(run);
			run = undefined;
		}
	}
	if (run) runs.push(run);
	return runs;
}

const ENTITIES: Readonly<Record<string, string>> = {
	amp: "&",
	lt: "<",
	gt: ">",
	quot: '"',
	apos: "'",
	nbsp: " ",
};

function decodeEntities(text: string): string {
	return text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function lineCounter(source: string): (offset: number) => number {
	const starts = [0];
	for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
	return (offset) => starts.filter((start) => start <= offset).length;
}
