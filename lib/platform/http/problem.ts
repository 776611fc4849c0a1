import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { databaseTrouble } from "@/lib/platform/db/trouble";

/** Status and title of each error code: the one place that maps them. */
const PROBLEMS: Record<ErrorCode, readonly [status: number, title: string]> = {
	bad_request: [400, "Bad request"],
	invalid_input: [422, "The input is not valid"],
	unauthenticated: [401, "Sign-in required"],
	forbidden: [403, "Not allowed"],
	not_found: [404, "Not found"],
	conflict: [409, "Conflict"],
	precondition_failed: [412, "Changed since you read it"],
	already_running: [409, "Already running"],
	cancelled: [409, "Cancelled"],
	too_large: [413, "Too large"],
	rate_limited: [429, "Too many requests"],
	query_refused: [422, "The query was refused"],
	query_failed: [502, "The query failed"],
	query_limit: [503, "The workspace's limit was reached"],
	not_configured: [503, "Not configured"],
	unavailable: [503, "Unavailable"],
	internal: [500, "Something went wrong"],
};

/** RFC 9457 problem details, as every error of the API is sent. */
export const problemSchema = z
	.looseObject({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		detail: z.string(),
		code: z.enum(Object.keys(PROBLEMS) as [ErrorCode, ...ErrorCode[]]),
		remedy: z.string().optional(),
		places: z
			.array(
				z.strictObject({
					message: z.string(),
					file: z.string().optional(),
					line: z.number().optional(),
					column: z.number().optional(),
					row: z.number().optional(),
					field: z.string().optional(),
				}),
			)
			.optional(),
		requestId: z.string(),
	})
	.meta({ id: "Problem" });

export interface Problem extends Readonly<z.infer<typeof problemSchema>> {
	/** Also sent as `Retry-After`. */
	readonly retryAfterSeconds?: number;
}

/** The status an error code is answered with. */
export function statusOf(code: ErrorCode): number {
	return PROBLEMS[code][0];
}

/** Files and fields are called what somebody called them. */
function visiblePlace({ message, file, field, ...numbers }: AppError["places"][number]) {
	return {
		...numbers,
		message: visibleProse(message),
		...(file === undefined ? {} : { file: visibleText(file) }),
		...(field === undefined ? {} : { field: visibleText(field) }),
	};
}

/** What a person may know of an error; one that is not ours says nothing but the request's id. */
export function toProblem(error: unknown, requestId: string): Problem {
	const known =
		error instanceof AppError
			? error
			: (databaseTrouble(error) ??
				new AppError("internal", "Something went wrong in Afterclick; the log has the details."));
	const [status, title] = PROBLEMS[known.code];
	return {
		...known.details,
		type: `urn:afterclick:problem:${known.code}`,
		title,
		status,
		detail: visibleProse(known.message),
		code: known.code,
		...(known.remedy === undefined ? {} : { remedy: visibleProse(known.remedy) }),
		...(known.places.length === 0 ? {} : { places: known.places.map(visiblePlace) }),
		requestId,
	};
}
