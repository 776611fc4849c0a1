import { request } from "node:http";

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	/** The body, read as JSON where it is. */
	readonly body: unknown;
}

const PATIENCE_MS = 60_000;

/**
 * One request on a connection of its own. `fetch` would not do: it may send a request again by itself.
 * @throws when no whole answer arrived: what became of the request is then unknown.
 */
export function send(
	url: string,
	options: { readonly method?: string; readonly body?: unknown; readonly cookie?: string } = {},
): Promise<Answer> {
	const { method = "GET", body, cookie } = options;
	return new Promise((resolve, reject) => {
		const outgoing = request(
			url,
			{
				method,
				agent: false,
				timeout: PATIENCE_MS,
				headers: {
					...(cookie ? { cookie } : {}),
					...(body === undefined ? {} : { "content-type": "application/json" }),
				},
			},
			(answer) => {
				let text = "";
				answer.setEncoding("utf8");
				answer.on("data", (chunk) => {
					text += chunk;
				});
				answer.on("error", reject);
				answer.on("aborted", () => reject(new Error("The answer was cut.")));
				answer.on("end", () => {
					let read: unknown = text;
					try {
						read = JSON.parse(text);
					} catch {
						// a page or a proxy's sentence
					}
					resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read });
				});
			},
		);
		outgoing.on("error", reject);
		outgoing.on("timeout", () => outgoing.destroy(new Error(`No answer within ${PATIENCE_MS / 1000} s.`)));
		outgoing.end(body === undefined ? undefined : JSON.stringify(body));
	});
}
