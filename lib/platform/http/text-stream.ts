import type { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";

const CONTENT_TYPE = {
	csv: "text/csv; charset=utf-8",
	json: "application/json",
	jsonl: "application/jsonl; charset=utf-8",
	md: "text/markdown; charset=utf-8",
} as const;
type Format = keyof typeof CONTENT_TYPE;

/**
 * An answer that is saved as a file.
 * @param name of the file, without its ending
 * @param headers beside those of a file
 */
export function saved(
	body: BodyInit,
	name: string,
	format: Format,
	headers: Readonly<Record<string, string>> = {},
): Response {
	return new Response(body, {
		headers: {
			"content-type": CONTENT_TYPE[format],
			"content-disposition": `attachment; filename="${name}.${format}"`,
			"cache-control": "no-store",
			...headers,
		},
	});
}

/**
 * The same, written as it is read. The first chunk is read before the answer begins, so that a refusal is still a
 * problem document.
 */
export async function textStream(
	chunks: AsyncGenerator<string>,
	name: string,
	format: Format,
	headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
	const first = await chunks.next();
	return saved(bodyOf(chunks, first), name, format, headers);
}

/** What a generator yields, as the body of an answer; a reader that leaves ends it. @param first read already */
export function bodyOf(
	chunks: AsyncGenerator<string | Uint8Array>,
	first?: IteratorResult<string | Uint8Array>,
): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	const put = (
		to: ReadableStreamDefaultController<Uint8Array>,
		{ done, value }: IteratorResult<string | Uint8Array>,
	) => (done ? to.close() : to.enqueue(typeof value === "string" ? encoder.encode(value) : value));
	return new ReadableStream<Uint8Array>({
		start: (to) => first && put(to, first),
		pull: async (to) => put(to, await chunks.next()),
		cancel: () => void chunks.return(undefined),
	});
}

/** A list as a file in the format that `input` asks for. @param name of the file, without its ending */
export function exportAs<Schema extends z.ZodType<{ readonly format: Format }>>(
	name: string,
	schema: Schema,
	input: z.input<Schema>,
	list: (wanted: z.output<Schema>) => AsyncGenerator<string>,
): Promise<Response> {
	const wanted = parseInput(schema, input);
	return textStream(list(wanted), name, wanted.format);
}

/** A file's name with the minute it was asked for, in UTC: `cases-2026-11-27T0712Z`. */
export function timed(name: string, ctx: Context): string {
	return `${name}-${ctx.now().toISOString().slice(0, 16).replaceAll(":", "")}Z`;
}
