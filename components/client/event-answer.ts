import { ApiProblem, asProblem } from "./api";
import { readEvents } from "./read-events";

interface EventAnswerOptions {
	readonly signal: AbortSignal;
	/** The event that brings the result. */
	readonly result: string;
	/** Told of every other event. */
	readonly onEvent: (event: string, data: unknown) => void;
}

/** POSTs to a route that answers with events until it has a result. @throws ApiProblem */
export async function eventAnswer<T>(path: string, options: EventAnswerOptions): Promise<T> {
	const { signal, result, onEvent } = options;
	let response: Response;
	try {
		response = await fetch(path, { method: "POST", signal });
	} catch {
		throw new ApiProblem(0, { title: "No connection", detail: "The server cannot be reached." });
	}
	if (!response.ok || response.body === null) {
		throw new ApiProblem(response.status, await response.json().catch(() => ({})));
	}
	try {
		for await (const { event, data } of readEvents(response.body)) {
			if (event === result) return data as T;
			if (event === "problem") {
				const document = data as Readonly<Record<string, unknown>>;
				throw new ApiProblem(Number(document.status), document);
			}
			onEvent(event, data);
		}
	} catch (error) {
		throw asProblem(error);
	}
	throw new ApiProblem(0, {
		title: "Connection lost",
		detail: `The connection ended before the ${result}.`,
	});
}
