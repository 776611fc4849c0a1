/** npm run person -- …: who may sign in here, managed on the product's machine, whether the product runs or not. */
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { withDatabase } from "@/lib/operations/startup/attach-database";
import { runPersonCommand } from "@/lib/platform/identity/person-command";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			name: { type: "string" },
			role: { type: "string" },
			"password-stdin": { type: "boolean", default: false },
			"without-code": { type: "boolean", default: false },
		},
	});
	const password = values["password-stdin"] ? (await text(process.stdin)).replace(/\r?\n$/, "") : undefined;
	await withDatabase(() =>
		runPersonCommand(
			{
				words: positionals,
				name: values.name,
				role: values.role,
				password,
				withoutCode: values["without-code"],
			},
			(line) => console.log(line),
		),
	);
	return 0;
});
