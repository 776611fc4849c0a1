import { AppError } from "@/lib/core/errors";
import type { Transaction } from "@/lib/platform/db/client";

/** The person with a login. @throws AppError `not_found` */
export async function findLogin(tx: Transaction, login: string) {
	const person = await tx.person.findUnique({
		where: { login: login.trim().toLowerCase() },
		include: { credential: true },
	});
	if (person !== null) return person;
	throw new AppError("not_found", `No one has the login ${login}.`, {
		remedy: "npm run person -- list lists everyone.",
	});
}
