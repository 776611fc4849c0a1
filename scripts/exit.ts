import { AppError } from "@/lib/core/errors";
import { databaseTrouble } from "@/lib/platform/db/trouble";

/** Runs a script's main and ends the process with its code; an error a person can act on is printed as such. */
export function exitWith(main: () => Promise<number>): void {
	main().then(
		(code) => process.exit(code),
		(thrown) => {
			const error = thrown instanceof AppError ? thrown : (databaseTrouble(thrown) ?? thrown);
			if (error instanceof AppError) {
				console.error(`\n${error.message}`);
				if (error.remedy) console.error(error.remedy);
			} else {
				console.error(error);
			}
			process.exit(1);
		},
	);
}
