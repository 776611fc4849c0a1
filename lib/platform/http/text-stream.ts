import type { Context } from "@/lib/platform/context/context";

const CONTENT_TYPE = {
	csv: "text/csv; charset=utf-8",
	json: "application/json",
	jsonl: "application/jsonl; charset=utf-8",
} as const;

/**
 * An answer that is saved as a file, written as it is read. The first chunk is read before the answer begins, so that
 * a refusal is still a problem document.
 * @param name of the file, without its ending
 * @param headers beside those of a file
 */
export async function textStream(
	chunks: AsyncGenerator<string>,
	name: string,
	format: keyof typeof CONTENT_TYPE,
	headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
	const first = await chunks.next();
	const encoder = new TextEncoder();
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			if (first.done) controller.close();
			else controller.enqueue(encoder.encode(first.value));
		},
		async pull(controller) {
			const { done, value } = await chunks.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		cancel: () => void chunks.return(undefined),
	});
	return new Response(body, {
		headers: {
			"content-type": CONTENT_TYPE[format],
			"content-disposition": `attachment; filename="${name}.${format}"`,
			"cache-control": "no-store",
			...headers,
		},
	});
}

/** A file's name with the minute it was asked for, in UTC: `cases-2026-11-27T0712Z`. */
export function timed(name: string, ctx: Context): string {
	return `${name}-${ctx.now().toISOString().slice(0, 16).replaceAll(":", "")}Z`;
}
