import { AppError } from "@/lib/core/errors";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import type { RunProblem } from "@/lib/triage/catalogue/schema";

/** What a run keeps of an error: the words for a person, and nothing of an error that is not ours. */
export function problemOf(error: unknown): RunProblem {
	if (error instanceof AppError) {
		return {
			code: error.code,
			message: error.message,
			...(error.remedy === undefined ? {} : { remedy: error.remedy }),
			...(error.places.length === 0 ? {} : { places: error.places }),
		};
	}
	return {
		code: "internal",
		message: "The run stopped because of an error in Afterclick; the log has the details.",
	};
}

export function problemJson(problem: RunProblem): Prisma.InputJsonValue {
	return JSON.parse(JSON.stringify(problem)) as Prisma.InputJsonValue;
}
