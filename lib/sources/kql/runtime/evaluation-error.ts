/**
 * What a function written in JavaScript could not compute for a row. Only its message crosses DuckDB, so the function's
 * name travels in it; the message itself is for the person, and empty where it was the program that failed.
 */
export class EvaluationError extends Error {
	of(name: string): EvaluationError {
		return new EvaluationError(`[${name}] ${this.message}`, { cause: this.cause ?? this });
	}
}

/** The function and the message of an {@link EvaluationError} that came back through DuckDB; null for any other error. */
export function readEvaluationError(message: string): { helper: string; says: string } | null {
	const found = /\[(kf_\w+)\] ?(.*)$/s.exec(message);
	return found ? { helper: found[1] ?? "", says: found[2] ?? "" } : null;
}
